//! Serving over TLS until somebody asks to stop.

use std::{
    io,
    net::{SocketAddr, TcpListener},
    sync::Arc,
    time::Duration,
};

use axum_server::{Handle, tls_rustls::RustlsConfig};

use super::{Before, Limits, Measures, Served, router};
use crate::{certificates::Certificates, lanes::Engine, node::Node};

/// How long requests that are under way may take when the platform is asked to stop.
const FAREWELL: Duration = Duration::from_secs(5);
/// How often what has expired is removed.
const SWEEPING: Duration = Duration::from_mins(10);

/// A node that is being served.
pub struct Serving {
    pub address: SocketAddr,
    handle: Handle<SocketAddr>,
    task: tokio::task::JoinHandle<io::Result<()>>,
}

impl Serving {
    /// Asks it to stop and waits until it has.
    pub async fn stop(self) -> io::Result<()> {
        self.handle.graceful_shutdown(Some(FAREWELL));
        self.task.await.map_err(io::Error::other)?
    }

    /// Breaks every connection off.
    pub async fn stop_now(self) -> io::Result<()> {
        self.handle.shutdown();
        self.task.await.map_err(io::Error::other)?
    }

    /// Waits until it ends by itself.
    pub async fn ended(&mut self) -> io::Result<()> {
        (&mut self.task).await.map_err(io::Error::other)?
    }
}

/// Serves a node on an address that is bound already, with the usual limits. `public` is the address that people
/// type.
pub async fn serve<E: Engine + 'static>(
    node: Arc<Node<E>>,
    listener: TcpListener,
    certificates: &Certificates,
    public: &str,
) -> io::Result<Serving> {
    let limits = Limits::new(Measures::default(), Before::Nobody);
    serve_within(node, listener, certificates, public, limits).await
}

/// The same within these limits.
pub async fn serve_within<E: Engine + 'static>(
    node: Arc<Node<E>>,
    listener: TcpListener,
    certificates: &Certificates,
    public: &str,
    limits: Limits,
) -> io::Result<Serving> {
    // Only the first of several nodes in one program chooses the provider.
    let _ = rustls::crypto::ring::default_provider().install_default();
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let tls = RustlsConfig::from_pem_file(&certificates.chain, &certificates.key).await?;
    let authority = match &certificates.authority {
        Some(file) => Some(der_of(file)?),
        None => None,
    };
    let served = Served::new(Arc::clone(&node), public, authority);
    let handle = Handle::new();
    let limits = Arc::new(limits);
    let app = router(served, &limits).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum_server::from_tcp_rustls(listener, tls)?
        .handle(handle.clone())
        .serve(app);
    let task = tokio::spawn(async move {
        let others = node.hear_others();
        tokio::pin!(others);
        let time = node.keep_time();
        tokio::pin!(time);
        let rules = node.keep_rules();
        tokio::pin!(rules);
        let mut deaf = false;
        let mut tidying = tokio::time::interval(SWEEPING);
        tokio::pin!(server);
        loop {
            tokio::select! {
                ended = &mut server => return ended,
                () = &mut others, if !deaf => deaf = true,
                // It looks for as long as the node serves.
                () = &mut time => {}
                () = &mut rules => {}
                _ = tidying.tick() => {
                    limits.tidy();
                    if let Err(error) = node.engine.sweep_notes(node.now()).await {
                        eprintln!("platform: {error}");
                    }
                }
            }
        }
    });
    Ok(Serving {
        address,
        handle,
        task,
    })
}

fn der_of(pem: &std::path::Path) -> io::Result<Arc<[u8]>> {
    use rustls::pki_types::{CertificateDer, pem::PemObject};
    let certificate =
        CertificateDer::from_pem_file(pem).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(Arc::from(certificate.as_ref()))
}
