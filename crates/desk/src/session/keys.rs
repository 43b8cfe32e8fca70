//! A person's key under a password: Argon2id (RFC 9106) derives a wrapping key from the password,
//! XChaCha20-Poly1305 wraps the Ed25519 private key with it. A wrong password does not unwrap.

use std::{
    io::Write,
    time::{Duration, Instant},
};

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use domain::people::{KeyMaterial, PersonKey};
use ed25519_dalek::SigningKey;
use zeroize::Zeroizing;

use crate::{clock, error::RpcError};

/// RFC 9106's second recommendation: 64 MiB, three passes; four lanes would not help one core.
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;

const NONCE: usize = 24;
const ASSOCIATED: &[u8] = b"forecourt person key 1";

/// The key that a password and a salt yield.
pub fn wrapping_key(password: &str, salt: &[u8]) -> Option<Zeroizing<[u8; 32]>> {
    let parameters = Params::new(MEMORY_KIB, PASSES, 1, Some(32)).ok()?;
    let mut key = Zeroizing::new([0; 32]);
    let began = Instant::now();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
        .hash_password_into(password.as_bytes(), salt, &mut *key)
        .ok()?;
    report(began.elapsed());
    Some(key)
}

/// Tells whoever measures the start what the hash took, which is meant to be slow.
fn report(taken: Duration) {
    if std::env::var_os("FORECOURT_REPORT_PAINT").is_some() {
        // A driver of windows passes on what goes to the errors, and nothing else.
        let mut out = std::io::stderr();
        // A closed pipe means that nobody is measuring any more.
        let _ =
            writeln!(out, "forecourt: argon2id {}", taken.as_millis()).and_then(|()| out.flush());
    }
}

/// A secret under a password, with a fresh salt: (salt, nonce ‖ ciphertext).
pub fn wrap(secret: &[u8], password: &str) -> Result<([u8; 16], Vec<u8>), RpcError> {
    let under = Under::a_fresh_salt(password)?;
    Ok((under.salt, under.seal(secret)?))
}

/// A password's key with the salt that it was derived with.
struct Under {
    salt: [u8; 16],
    key: Zeroizing<[u8; 32]>,
}

impl Under {
    fn a_fresh_salt(password: &str) -> Result<Self, RpcError> {
        let salt: [u8; 16] = clock::random()?;
        let key = wrapping_key(password, &salt).ok_or_else(not_wrapped)?;
        Ok(Self { salt, key })
    }

    /// Nonce ‖ ciphertext; each secret has a nonce of its own.
    fn seal(&self, secret: &[u8]) -> Result<Vec<u8>, RpcError> {
        let nonce: [u8; NONCE] = clock::random()?;
        let sealed = XChaCha20Poly1305::new(self.key.as_slice().into())
            .encrypt(
                XNonce::from_slice(&nonce),
                Payload {
                    msg: secret,
                    aad: ASSOCIATED,
                },
            )
            .map_err(|_| not_wrapped())?;
        let mut wrapped = nonce.to_vec();
        wrapped.extend_from_slice(&sealed);
        Ok(wrapped)
    }

    fn new_key(&self) -> Result<(KeyMaterial, SigningKey), RpcError> {
        let key = SigningKey::from_bytes(&clock::random()?);
        let secret = Zeroizing::new(key.to_bytes());
        Ok((
            KeyMaterial {
                public_key: hex(key.verifying_key().as_bytes()),
                wrapped_key: hex(&self.seal(&*secret)?),
                salt: hex(&self.salt),
            },
            key,
        ))
    }
}

fn not_wrapped() -> RpcError {
    RpcError::failed("keyNotWrapped")
}

/// The secret behind [`wrap`], or nothing when the password is another.
pub fn open(wrapped: &[u8], salt: &[u8], password: &str) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, sealed) = wrapped.split_at_checked(NONCE)?;
    let key = wrapping_key(password, salt)?;
    XChaCha20Poly1305::new(key.as_slice().into())
        .decrypt(
            XNonce::from_slice(nonce),
            Payload {
                msg: sealed,
                aad: ASSOCIATED,
            },
        )
        .ok()
        .map(Zeroizing::new)
}

/// A fresh key pair under a password: what travels in a command, and the key itself.
pub fn new_key(password: &str) -> Result<(KeyMaterial, SigningKey), RpcError> {
    Under::a_fresh_salt(password)?.new_key()
}

/// Keys of so many people who all have the same password, which everybody is told: one hash for all of them.
/// A salt each would hide that passwords are alike, and there is nothing to hide.
pub fn new_keys_under_one(
    password: &str,
    count: usize,
) -> Result<Vec<(KeyMaterial, SigningKey)>, RpcError> {
    let under = Under::a_fresh_salt(password)?;
    (0..count).map(|_| under.new_key()).collect()
}

/// The person's private key, when the password is theirs.
pub fn unwrap(key: &PersonKey, password: &str) -> Option<SigningKey> {
    let secret = open(&key.wrapped_key, &key.salt, password)?;
    let secret: [u8; 32] = secret.as_slice().try_into().ok()?;
    let signing = SigningKey::from_bytes(&secret);
    (signing.verifying_key().as_bytes() == key.public_key.as_slice()).then_some(signing)
}

pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The bytes behind [`hex`].
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    (0..text.len())
        .step_by(2)
        .map(|at| {
            text.get(at..at + 2)
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_opens_what_was_wrapped() {
        let (salt, wrapped) = wrap(b"secret", "correct horse").expect("wraps");
        assert_eq!(
            open(&wrapped, &salt, "correct horse")
                .as_deref()
                .map(Vec::as_slice),
            Some(b"secret".as_slice())
        );
        assert!(open(&wrapped, &salt, "correct house").is_none());
        assert!(open(&wrapped[..10], &salt, "correct horse").is_none());
    }
}
