//! The line to the platform: HTTPS requests, and what they can come back with. The platform's own
//! certificate authority is trusted only after a person has compared its fingerprint.

use std::{sync::Arc, time::Duration};

use domain::refusal::Refusal;
use protocol::{
    snapshot::{Manifest, SnapshotId},
    wire::{self, Answer, Exchange},
};
use reqwest::{Client, RequestBuilder, Response, StatusCode, header};
use rustls::{
    ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{WebPkiSupportedAlgorithms, ring},
    pki_types::{CertificateDer, ServerName, UnixTime},
};
use serde::{Deserialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A request that is not answered within this time is given up.
const PATIENCE: Duration = Duration::from_secs(30);
const CONNECTING: Duration = Duration::from_secs(5);
/// A connection on which no sign of life came for so long is dead; signs come every 20 seconds.
pub const SILENCE: Duration = Duration::from_secs(65);

/// Where a platform is, and whom to trust there.
#[derive(Debug, Clone)]
pub struct Address {
    /// `https://host:port`, without a slash at its end.
    pub url: String,
    /// DER of the platform's own authority; without it the system's authorities count.
    pub authority: Option<Vec<u8>>,
}

/// Why a request came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    #[error("nobody answers at {0}")]
    NoLine(String),
    #[error("the certificate is not one that this desk trusts")]
    Untrusted,
    #[error("the platform is not well")]
    Unwell,
    #[error("the platform does not know this desk any more")]
    NeedsSignIn,
    #[error("the desk was revoked")]
    Revoked,
    /// Nobody has enrolled the desk yet.
    #[error("nobody has enrolled the desk yet")]
    Pending,
    /// The code is unknown or has run out.
    #[error("the code is unknown or has run out")]
    Expired,
    #[error("the answer cannot be read")]
    Unreadable,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Tokens {
    pub access_token: String,
    pub refresh_token: String,
    /// Seconds.
    pub expires_in: i64,
    pub lane: Uuid,
    pub epoch: u64,
    pub desk_code: Option<String>,
    pub signing_key: String,
    pub sealing_key: String,
}

#[derive(Debug, Clone, Deserialize)]
pub struct DeviceCodes {
    pub device_code: String,
    pub user_code: String,
    pub desk: Uuid,
    pub expires_in: i64,
    pub interval: i64,
}

#[derive(Debug, Clone, Deserialize)]
pub struct PendingDesk {
    pub desk: Uuid,
    pub name: String,
}

#[derive(Debug, Clone, Deserialize)]
pub struct DrawnGroup {
    pub group: Uuid,
}

/// What a code that opens a group stands for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Invitation {
    Open {
        group: Uuid,
        name: String,
    },
    /// What joining by it would be refused for.
    Refused(Refusal),
}

/// What a platform has for a desk that joins.
pub enum Offered {
    There(Box<Manifest>),
    BeingMade,
    /// It has none, or does not know of snapshots: the desk follows the ledger from its beginning.
    None,
}

/// How a piece of a snapshot ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceEnd {
    Whole,
    /// The line was cut; what came is kept, and the rest is asked for.
    Cut,
    /// The platform does not keep it any more.
    Gone,
}

#[derive(Deserialize)]
struct ErrorBody {
    error: String,
}

pub struct Line {
    client: Client,
    url: String,
}

impl Line {
    pub fn to(address: &Address) -> Result<Self, LineError> {
        let config = match &address.authority {
            Some(authority) => trusting(authority)?,
            None => return Self::with(&address.url, Client::builder()),
        };
        Self::with(
            &address.url,
            Client::builder().tls_backend_preconfigured(config),
        )
    }

    fn with(url: &str, builder: reqwest::ClientBuilder) -> Result<Self, LineError> {
        // Only the first line of the program chooses the provider.
        let _ = ring::default_provider().install_default();
        let client = builder
            .https_only(true)
            .connect_timeout(CONNECTING)
            .read_timeout(SILENCE)
            .no_proxy()
            .build()
            .map_err(|_| LineError::Unreadable)?;
        Ok(Self {
            client,
            url: url.to_owned(),
        })
    }

    pub async fn exchange(&self, token: &str, asked: &Exchange) -> Result<Answer, LineError> {
        let response = self
            .client
            .post(format!("{}/sync/exchange", self.url))
            .bearer_auth(token)
            .header(header::CONTENT_TYPE, "application/cbor")
            .timeout(PATIENCE)
            .body(wire::write(asked))
            .send()
            .await
            .map_err(|error| self.failed(&error))?;
        let body = well(response).await?.bytes().await;
        let body = body.map_err(|error| self.failed(&error))?;
        wire::read(&body).map_err(|_| LineError::Unreadable)
    }

    /// The snapshot that the platform has for a desk whose rows have these columns.
    pub async fn snapshot(&self, token: &str, schema: u32) -> Result<Offered, LineError> {
        let response = self
            .client
            .get(format!("{}/sync/snapshot?schema={schema}", self.url))
            .bearer_auth(token)
            .timeout(PATIENCE)
            .send()
            .await
            .map_err(|error| self.failed(&error))?;
        match response.status() {
            StatusCode::NOT_FOUND => return Ok(Offered::None),
            StatusCode::ACCEPTED => return Ok(Offered::BeingMade),
            _ => {}
        }
        let body = well(response).await?.bytes().await;
        let body = body.map_err(|error| self.failed(&error))?;
        let manifest = wire::read(&body).map_err(|_| LineError::Unreadable)?;
        Ok(Offered::There(Box::new(manifest)))
    }

    /// Brings a piece of a snapshot, after what `came` of it before.
    pub async fn piece(
        &self,
        token: &str,
        id: SnapshotId,
        place: u64,
        came: &mut Vec<u8>,
    ) -> Result<PieceEnd, LineError> {
        let id = Uuid::from_bytes(id);
        let mut asked = self
            .client
            .get(format!("{}/sync/snapshot/{id}/{place}", self.url))
            .bearer_auth(token)
            .timeout(PATIENCE);
        if !came.is_empty() {
            asked = asked.header(header::RANGE, format!("bytes={}-", came.len()));
        }
        let response = asked.send().await.map_err(|error| self.failed(&error))?;
        if response.status() == StatusCode::NOT_FOUND {
            return Ok(PieceEnd::Gone);
        }
        let mut response = well(response).await?;
        if response.status() != StatusCode::PARTIAL_CONTENT {
            came.clear();
        }
        loop {
            match response.chunk().await {
                Ok(Some(part)) if came.len() + part.len() <= wire::LARGEST => {
                    came.extend_from_slice(&part);
                }
                Ok(Some(_)) => {
                    came.clear();
                    return Err(LineError::Unreadable);
                }
                Ok(None) => return Ok(PieceEnd::Whole),
                Err(_) => return Ok(PieceEnd::Cut),
            }
        }
    }

    /// Opens the stream that tells how far the lane goes.
    pub async fn live(&self, token: &str) -> Result<Response, LineError> {
        let response = self
            .client
            .get(format!("{}/sync/live", self.url))
            .bearer_auth(token)
            .send()
            .await
            .map_err(|error| self.failed(&error))?;
        well(response).await
    }

    pub async fn leave_behind(&self, token: &str, sealed: Vec<u8>) -> Result<(), LineError> {
        let response = self
            .client
            .post(format!("{}/sync/left-behind", self.url))
            .bearer_auth(token)
            .timeout(PATIENCE)
            .body(sealed)
            .send()
            .await
            .map_err(|error| self.failed(&error))?;
        well(response).await.map(drop)
    }

    pub async fn ask(&self, desk_name: &str) -> Result<DeviceCodes, LineError> {
        self.form("/oauth/device_authorization", &[("desk_name", desk_name)])
            .await
    }

    pub async fn ask_again(&self, device_code: &str) -> Result<Tokens, LineError> {
        self.form(
            "/oauth/token",
            &[
                ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
                ("device_code", device_code),
            ],
        )
        .await
    }

    pub async fn refresh(&self, refresh_token: &str) -> Result<Tokens, LineError> {
        self.form(
            "/oauth/token",
            &[
                ("grant_type", "refresh_token"),
                ("refresh_token", refresh_token),
            ],
        )
        .await
    }

    pub async fn found(&self, code: &str, desk: Uuid, lane: Uuid) -> Result<Tokens, LineError> {
        self.form(
            "/oauth/token",
            &[
                ("grant_type", "urn:forecourt:grant-type:founding"),
                ("founding_code", code),
                ("desk", &desk.to_string()),
                ("lane", &lane.to_string()),
            ],
        )
        .await
    }

    pub async fn pending(&self, token: &str, user_code: &str) -> Result<PendingDesk, LineError> {
        // A code has no other signs; what was typed beside them does not count.
        let code: String = user_code
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect();
        let response = self
            .client
            .get(format!("{}/oauth/pending?user_code={code}", self.url))
            .bearer_auth(token)
            .timeout(PATIENCE)
            .send()
            .await
            .map_err(|error| self.failed(&error))?;
        let body = well(response).await?.json().await;
        body.map_err(|_| LineError::Unreadable)
    }

    /// The group that the store of this desk may found.
    pub async fn draw_group(&self, token: &str) -> Result<DrawnGroup, LineError> {
        let request = self.client.post(format!("{}/groups/draw", self.url));
        self.told(request.bearer_auth(token)).await
    }

    /// Which group a code opens to the store of this desk.
    pub async fn invited(&self, token: &str, code: &str) -> Result<Invitation, LineError> {
        // A code has no other signs; what was typed beside them does not count.
        let code: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
        let request = self
            .client
            .get(format!("{}/groups/invited?code={code}", self.url));
        self.told(request.bearer_auth(token)).await
    }

    async fn told<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, LineError> {
        let sent = request.timeout(PATIENCE).send().await;
        let response = sent.map_err(|error| self.failed(&error))?;
        let body = well(response).await?.json().await;
        body.map_err(|_| LineError::Unreadable)
    }

    async fn form<T: DeserializeOwned>(
        &self,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Result<T, LineError> {
        let response = self
            .client
            .post(format!("{}{path}", self.url))
            .form(fields)
            .timeout(PATIENCE)
            .send()
            .await
            .map_err(|error| self.failed(&error))?;
        let body = well(response).await?.json().await;
        body.map_err(|_| LineError::Unreadable)
    }

    fn failed(&self, error: &reqwest::Error) -> LineError {
        // The reason lies at the bottom of a chain of causes.
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
        while let Some(now) = cause {
            let is_certificate = now
                .downcast_ref::<rustls::Error>()
                .is_some_and(|error| matches!(error, rustls::Error::InvalidCertificate(_)))
                || now.to_string().contains("invalid peer certificate");
            if is_certificate {
                return LineError::Untrusted;
            }
            cause = now.source();
        }
        LineError::NoLine(self.url.clone())
    }
}

/// The answer, when it is one; otherwise why it is none.
async fn well(response: Response) -> Result<Response, LineError> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let error = response
        .json::<ErrorBody>()
        .await
        .map(|body| body.error)
        .unwrap_or_default();
    Err(match (status, error.as_str()) {
        (StatusCode::FORBIDDEN, "desk_revoked") => LineError::Revoked,
        (StatusCode::UNAUTHORIZED, _) => LineError::NeedsSignIn,
        (StatusCode::BAD_REQUEST, "authorization_pending") => LineError::Pending,
        (StatusCode::BAD_REQUEST, "expired_token") => LineError::Expired,
        _ => LineError::Unwell,
    })
}

/// Trusts one authority and nobody else.
fn trusting(authority: &[u8]) -> Result<ClientConfig, LineError> {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from(authority.to_vec()))
        .map_err(|_| LineError::Untrusted)?;
    let provider = Arc::new(ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| LineError::Unreadable)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}

/// What people compare by eye: the SHA-256 of the authority's certificate, in groups of four.
pub fn fingerprint(authority: &[u8]) -> String {
    let digest = Sha256::digest(authority);
    digest[..16]
        .chunks(2)
        .map(|pair| format!("{:02X}{:02X}", pair[0], pair[1]))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Asks a platform for its authority before anybody is trusted. Nothing else is said on this line, and
/// what comes counts only once a person has compared its fingerprint.
pub async fn authority_of(url: &str) -> Result<Option<Vec<u8>>, LineError> {
    let provider = Arc::new(ring::default_provider());
    let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|_| LineError::Unreadable)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Anybody(
            provider.signature_verification_algorithms,
        )))
        .with_no_client_auth();
    let line = Line::with(url, Client::builder().tls_backend_preconfigured(config))?;
    let response = line
        .client
        .get(format!("{url}/authority"))
        .timeout(PATIENCE)
        .send()
        .await
        .map_err(|error| line.failed(&error))?;
    if response.status() == StatusCode::NOT_FOUND {
        return Ok(None);
    }
    let body = well(response).await?.bytes().await;
    Ok(Some(body.map_err(|_| LineError::Unreadable)?.to_vec()))
}

/// Lets any certificate pass, for the one question whose answer a person checks.
#[derive(Debug)]
struct Anybody(WebPkiSupportedAlgorithms);

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls12_signature(message, certificate, signature, &self.0)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls13_signature(message, certificate, signature, &self.0)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_schemes()
    }
}
