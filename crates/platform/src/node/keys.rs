//! The platform's own keys: one signs its commands, one opens what a revoked desk seals to it, one
//! proves the tokens that it gave out. They are drawn once and shared by all nodes of a database.

use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce, aead::Aead};
use ed25519_dalek::SigningKey;
use sha2::{Digest, Sha256};
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

use crate::lanes::{Engine, EngineError, NoteKey};

pub struct Keys {
    pub signing: SigningKey,
    sealing: StaticSecret,
    pub(super) tokens: Zeroizing<[u8; 32]>,
}

impl Keys {
    pub(super) async fn load<E: Engine>(engine: &E) -> Result<Self, EngineError> {
        Ok(Self {
            signing: SigningKey::from_bytes(&*key(engine, b"signing").await?),
            sealing: StaticSecret::from(*key(engine, b"sealing").await?),
            tokens: key(engine, b"tokens").await?,
        })
    }

    /// Ed25519, 32 bytes; desks keep it to verify what the platform itself gave.
    pub fn public_signing_key(&self) -> [u8; 32] {
        self.signing.verifying_key().to_bytes()
    }

    /// X25519, 32 bytes; a desk that is revoked seals its unsent work to it.
    pub fn public_sealing_key(&self) -> [u8; 32] {
        PublicKey::from(&self.sealing).to_bytes()
    }

    /// What a desk sealed to this platform.
    pub fn open(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        open_sealed(&self.sealing, sealed)
    }
}

async fn key<E: Engine>(engine: &E, name: &[u8]) -> Result<Zeroizing<[u8; 32]>, EngineError> {
    let drawn = Zeroizing::new(random::<32>()?);
    let kept = Zeroizing::new(
        engine
            .first_note(
                NoteKey {
                    kind: "key",
                    key: name,
                },
                &*drawn,
            )
            .await?,
    );
    kept.as_slice()
        .try_into()
        .map(Zeroizing::new)
        .map_err(|_| EngineError::Database("a kept key has another length".to_owned()))
}

/// Bytes from the system's source of randomness.
pub(super) fn random<const N: usize>() -> Result<[u8; N], EngineError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|error| EngineError::Database(format!("no randomness: {error}")))?;
    Ok(bytes)
}

const NONCE: usize = 24;

/// Seals to the holder of a key: an ephemeral X25519 agreement (RFC 7748), hashed with both public keys,
/// keys XChaCha20-Poly1305. The result is `ephemeral public key ‖ nonce ‖ ciphertext`.
pub fn seal(to: [u8; 32], ephemeral: [u8; 32], nonce: [u8; NONCE], text: &[u8]) -> Option<Vec<u8>> {
    let secret = StaticSecret::from(ephemeral);
    let to = PublicKey::from(to);
    let own = PublicKey::from(&secret);
    let key = agreed(&secret, &to, &own, &to);
    let sealed = XChaCha20Poly1305::new(key.as_slice().into())
        .encrypt(XNonce::from_slice(&nonce), text)
        .ok()?;
    Some([own.as_bytes().as_slice(), &nonce, &sealed].concat())
}

/// What [`seal`] sealed, or nothing when it was sealed to another or altered.
pub fn open_sealed(secret: &StaticSecret, sealed: &[u8]) -> Option<Vec<u8>> {
    let (ephemeral, rest) = sealed.split_first_chunk::<32>()?;
    let (nonce, sealed) = rest.split_at_checked(NONCE)?;
    let ephemeral = PublicKey::from(*ephemeral);
    let own = PublicKey::from(secret);
    let key = agreed(secret, &ephemeral, &ephemeral, &own);
    XChaCha20Poly1305::new(key.as_slice().into())
        .decrypt(XNonce::from_slice(nonce), sealed)
        .ok()
}

fn agreed(
    secret: &StaticSecret,
    other: &PublicKey,
    ephemeral: &PublicKey,
    receiver: &PublicKey,
) -> Zeroizing<[u8; 32]> {
    let shared = secret.diffie_hellman(other);
    Zeroizing::new(
        Sha256::new()
            .chain_update(b"forecourt sealed 1")
            .chain_update(ephemeral.as_bytes())
            .chain_update(receiver.as_bytes())
            .chain_update(shared.as_bytes())
            .finalize()
            .into(),
    )
}

#[cfg(test)]
mod tests {
    use super::{StaticSecret, open_sealed, seal};
    use x25519_dalek::PublicKey;

    #[test]
    fn only_the_receiver_opens_what_was_sealed_and_only_as_it_was_sealed() {
        let receiver = StaticSecret::from([3; 32]);
        let public = PublicKey::from(&receiver).to_bytes();
        let mut sealed = seal(public, [5; 32], [7; 24], "未送出的工作".as_bytes()).expect("sealed");
        assert_eq!(
            open_sealed(&receiver, &sealed).as_deref(),
            Some("未送出的工作".as_bytes())
        );
        assert!(open_sealed(&StaticSecret::from([4; 32]), &sealed).is_none());
        *sealed.last_mut().expect("bytes") ^= 1;
        assert!(open_sealed(&receiver, &sealed).is_none());
        assert!(open_sealed(&receiver, &sealed[..20]).is_none());
    }
}
