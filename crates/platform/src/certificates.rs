//! The platform's certificates: at its first start it makes a certificate authority of its own and a
//! certificate for its names under it. Whoever has a certificate from elsewhere gives that instead.

use std::{
    fs, io,
    net::IpAddr,
    path::{Path, PathBuf},
};

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose,
};
use sha2::{Digest, Sha256};

/// Where a node finds its certificate.
#[derive(Debug, Clone)]
pub struct Certificates {
    /// PEM of the chain that is shown to whoever connects.
    pub chain: PathBuf,
    /// PEM of its private key.
    pub key: PathBuf,
    /// PEM of the authority, where it is the platform's own.
    pub authority: Option<PathBuf>,
}

#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    #[error("a certificate cannot be written or read: {0}")]
    File(#[from] io::Error),
    #[error("a certificate cannot be made: {0}")]
    Made(#[from] rcgen::Error),
}

/// Those of this folder, made where there are none, for these names and addresses.
pub fn own(folder: &Path, names: &[String]) -> Result<Certificates, CertificateError> {
    fs::create_dir_all(folder)?;
    let [authority, authority_key, chain, key] =
        ["ca.pem", "ca.key", "server.pem", "server.key"].map(|name| folder.join(name));
    if !authority.exists() {
        let (certificate, private) = new_authority()?;
        write_secret(&authority_key, &private)?;
        fs::write(&authority, certificate)?;
    }
    let wanted = names.join("\n");
    let names_file = folder.join("server.names");
    let as_wanted =
        chain.exists() && fs::read_to_string(&names_file).is_ok_and(|had| had == wanted);
    if !as_wanted {
        let issuer = Issuer::from_ca_cert_pem(
            &fs::read_to_string(&authority)?,
            KeyPair::from_pem(&fs::read_to_string(&authority_key)?)?,
        )?;
        let (certificate, private) = new_certificate(&issuer, names)?;
        write_secret(&key, &private)?;
        fs::write(&chain, certificate)?;
        fs::write(&names_file, wanted)?;
    }
    Ok(Certificates {
        chain,
        key,
        authority: Some(authority),
    })
}

/// What people compare by eye: the SHA-256 of the authority's certificate, in groups of four.
pub fn fingerprint(der: &[u8]) -> String {
    let digest = Sha256::digest(der);
    digest[..16]
        .chunks(2)
        .map(|pair| format!("{:02X}{:02X}", pair[0], pair[1]))
        .collect::<Vec<_>>()
        .join(" ")
}

fn named(name: &str) -> DistinguishedName {
    let mut distinguished = DistinguishedName::new();
    distinguished.push(DnType::CommonName, name);
    distinguished
}

fn new_authority() -> Result<(String, String), rcgen::Error> {
    let mut parameters = CertificateParams::default();
    parameters.distinguished_name = named("Forecourt platform authority");
    parameters.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    parameters.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    parameters.not_before = rcgen::date_time_ymd(2020, 1, 1);
    parameters.not_after = rcgen::date_time_ymd(2060, 1, 1);
    let key = KeyPair::generate()?;
    let certificate = parameters.self_signed(&key)?;
    Ok((certificate.pem(), key.serialize_pem()))
}

fn new_certificate(
    issuer: &Issuer<'_, KeyPair>,
    names: &[String],
) -> Result<(String, String), rcgen::Error> {
    let mut parameters = CertificateParams::new(names.to_vec())?;
    parameters.distinguished_name = named(names.first().map_or("localhost", String::as_str));
    parameters.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    parameters.use_authority_key_identifier_extension = true;
    parameters.not_before = rcgen::date_time_ymd(2020, 1, 1);
    parameters.not_after = rcgen::date_time_ymd(2050, 1, 1);
    let key = KeyPair::generate()?;
    let certificate = parameters.signed_by(&key, issuer)?;
    Ok((certificate.pem(), key.serialize_pem()))
}

/// The names under which a node on this machine is found when nobody says others.
pub fn local_names(listening: IpAddr) -> Vec<String> {
    let mut names = vec![
        "localhost".to_owned(),
        "127.0.0.1".to_owned(),
        "::1".to_owned(),
    ];
    if !listening.is_unspecified() && !listening.is_loopback() {
        names.push(listening.to_string());
    }
    names
}

fn write_secret(path: &Path, text: &str) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::{io::Write, os::unix::fs::OpenOptionsExt};
        fs::OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(path)?
            .write_all(text.as_bytes())
    }
    #[cfg(not(unix))]
    fs::write(path, text)
}
