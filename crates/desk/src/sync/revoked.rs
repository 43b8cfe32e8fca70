//! A desk that was shut out: it hands in what it had not sent, sealed to the platform's key, destroys
//! its own key, and closes the store.

use std::{fs, sync::Arc};

use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce, aead::Aead};
use protocol::wire;
use sha2::{Digest, Sha256};
use store::following;
use x25519_dalek::{PublicKey, StaticSecret};

use super::{line::Line, link};
use crate::{
    Desk, clock,
    error::RpcError,
    stores::{self, OpenStore},
};

/// What lies beside the file that nobody reads any more.
const SEALED: &str = "outbox.sealed";

/// Does all of it; what fails is tried again when the program starts the next time, since the store says
/// that it was revoked only once its work is sealed.
pub async fn leave(desk: &Arc<Desk>, open: &Arc<OpenStore>, line: &Line, token: Option<String>) {
    let sealed = match seal_unsent(open) {
        Ok(sealed) => sealed,
        Err(error) => {
            eprintln!("forecourt: unsent work could not be sealed: {}", error.code);
            return;
        }
    };
    if let Some(token) = token
        && let Err(error) = line.leave_behind(&token, sealed).await
    {
        // It lies sealed beside the store; whoever has the machine can hand the file in.
        eprintln!("forecourt: sealed work could not be handed in: {error}");
    }
    if let Err(error) = link::mark_revoked(open).and_then(|()| stores::destroy_key(open)) {
        eprintln!("forecourt: the key could not be destroyed: {}", error.code);
    }
    stores::close(desk, RpcError::failed("deskRevoked"));
}

fn seal_unsent(open: &OpenStore) -> Result<Vec<u8>, RpcError> {
    let (key, unsent) = open.store.read(|connection| {
        Ok::<_, store::StoreError>((
            link::sealing_key(connection)?,
            following::after(connection, 0, usize::MAX >> 1)?,
        ))
    })?;
    let key = key.ok_or_else(|| RpcError::failed("noSealingKey"))?;
    let envelopes: Vec<_> = unsent.into_iter().map(|waiting| waiting.envelope).collect();
    let sealed = seal(key, &wire::write(&envelopes))?;
    fs::write(open.store.directory().join(SEALED), &sealed)
        .map_err(|error| RpcError::from(store::StoreError::File(error)))?;
    Ok(sealed)
}

/// An ephemeral X25519 agreement (RFC 7748), hashed with both public keys, keys XChaCha20-Poly1305. The
/// result is `ephemeral public key ‖ nonce ‖ ciphertext`, as the platform opens it.
fn seal(to: [u8; 32], text: &[u8]) -> Result<Vec<u8>, RpcError> {
    let secret = StaticSecret::from(clock::random::<32>()?);
    let nonce = clock::random::<24>()?;
    let (own, to) = (PublicKey::from(&secret), PublicKey::from(to));
    let key = Sha256::new()
        .chain_update(b"forecourt sealed 1")
        .chain_update(own.as_bytes())
        .chain_update(to.as_bytes())
        .chain_update(secret.diffie_hellman(&to).as_bytes())
        .finalize();
    let sealed = XChaCha20Poly1305::new(&key)
        .encrypt(XNonce::from_slice(&nonce), text)
        .map_err(|_| RpcError::failed("notSealed"))?;
    Ok([own.as_bytes().as_slice(), &nonce, &sealed].concat())
}
