//! A store founds a group, invites another into it, joins one by a code and leaves it. Each is a command of the person who
//! does it; the platform is asked first for what only it knows: a lane for a group, and what a code stands for.

use std::sync::Arc;

use domain::{
    Command,
    groups::{
        FoundGroup, GroupRefusal, INVITATION_LASTS, InviteStore, JoinGroup, LeaveGroup, StorePart,
    },
    ids::{DealershipId, GroupId, GroupInvitationId},
    rights::Right,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    credentials::Credentials,
    enrolling::on_runtime,
    line::{Invitation, Line},
    link,
    trouble::Trouble,
};
use crate::{
    Desk, clock,
    error::RpcError,
    groups,
    list::Nothing,
    session::Session,
    stores::OpenStore,
    submit::{Submitted, give},
};

/// Letters that nobody reads as another (RFC 8628 6.1).
const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
/// Letters of a code: more than anybody tries out who knows its hash.
const CODE_LENGTH: usize = 16;

#[derive(Debug, Deserialize, TS)]
pub struct FoundOwnGroup {
    pub name: String,
}

/// What is read to the administrator of another store. It is shown once, and nobody finds it again.
#[derive(Debug, Serialize, TS)]
pub struct GroupCode {
    /// In groups of four letters.
    pub code: String,
    pub until: Timestamp,
}

#[derive(Debug, Deserialize, TS)]
pub struct JoinByCode {
    /// As it was typed.
    pub code: String,
}

#[derive(Debug, Serialize, TS)]
pub struct GroupJoined {
    /// The group that the code opened.
    pub name: String,
}

/// The store with whoever acts in it, and the line to its platform.
struct Asking {
    open: Arc<OpenStore>,
    session: Arc<Session>,
    line: Line,
    credentials: Arc<Credentials>,
}

impl Asking {
    fn begin(desk: &Desk) -> Result<Self, RpcError> {
        let (open, session) = desk.with_right(Right::RunGroup)?;
        let address = open
            .store
            .read(link::address)?
            .ok_or_else(|| RpcError::refused("noPlatform"))?;
        Ok(Self {
            line: Line::to(&address)?,
            credentials: desk.sync.credentials(),
            open,
            session,
        })
    }

    /// What the platform says of a code.
    fn invited(&self, code: &str) -> Result<Invitation, RpcError> {
        on_runtime(async {
            let token = self.credentials.token(&self.open.store, &self.line).await?;
            Ok::<_, Trouble>(self.line.invited(&token, code).await?)
        })
    }

    fn give(&self, desk: &Desk, command: Command) -> Result<Submitted, RpcError> {
        give(desk, &self.open, &self.session, command)
    }

    /// The refusal of a house that belongs to a group already.
    fn of_no_group(&self) -> Result<(), RpcError> {
        match self.open.store.read(groups::affiliation)? {
            Some(own) => Err(refused(GroupRefusal::InAGroup {
                group: own.group_name,
            })),
            None => Ok(()),
        }
    }

    /// The group of this house, or the refusal that it has none.
    fn own_group(&self) -> Result<GroupId, RpcError> {
        let own = self.open.store.read(groups::own_group)?;
        own.ok_or_else(|| refused(GroupRefusal::NoGroup))
    }
}

fn refused(refusal: GroupRefusal) -> RpcError {
    domain::refusal::Refusal::from(refusal).into()
}

/// Founds a group that this store keeps.
pub fn found_group(desk: &Desk, asked: FoundOwnGroup) -> Result<Submitted, RpcError> {
    let asking = Asking::begin(desk)?;
    asking.of_no_group()?;
    let drawn = on_runtime(async {
        let token = asking
            .credentials
            .token(&asking.open.store, &asking.line)
            .await?;
        Ok::<_, Trouble>(asking.line.draw_group(&token).await?)
    })?;
    asking.give(
        desk,
        Command::FoundGroup(FoundGroup {
            group: GroupId(drawn.group),
            name: asked.name,
            store: Some(DealershipId::of_lane(asking.open.lane)),
        }),
    )
}

/// Draws a code that lets one store in. The platform is asked whether it has that code, for a code that it does not hear
/// of lets nobody in.
pub fn invite_store(desk: &Desk, _: Nothing) -> Result<GroupCode, RpcError> {
    let asking = Asking::begin(desk)?;
    let group = asking.own_group()?;
    let code = drawn_code()?;
    asking.invited(&code)?;
    asking.give(
        desk,
        Command::InviteStore(InviteStore {
            group,
            invitation: GroupInvitationId::of_code(&code),
        }),
    )?;
    Ok(GroupCode {
        code,
        until: clock::now().plus(INVITATION_LASTS),
    })
}

/// Joins the group that a code opens.
pub fn join_group(desk: &Desk, asked: JoinByCode) -> Result<GroupJoined, RpcError> {
    let asking = Asking::begin(desk)?;
    asking.of_no_group()?;
    match asking.invited(&asked.code)? {
        Invitation::Refused(refusal) => Err(refusal.into()),
        Invitation::Open { group, name } => {
            asking.give(
                desk,
                Command::JoinGroup(JoinGroup {
                    group: GroupId(group),
                    part: StorePart::Belongs,
                    code: Some(asked.code),
                }),
            )?;
            Ok(GroupJoined { name })
        }
    }
}

/// Leaves the own group.
pub fn leave_group(desk: &Desk, _: Nothing) -> Result<Submitted, RpcError> {
    let asking = Asking::begin(desk)?;
    let group = asking.own_group()?;
    let others = asking
        .open
        .store
        .read(|connection| groups::other_stores(connection, asking.open.lane))?;
    let stores = others.into_iter().map(|store| store.id).collect();
    asking.give(desk, Command::LeaveGroup(LeaveGroup { group, stores }))
}

/// Letters in groups of four.
fn drawn_code() -> Result<String, RpcError> {
    let mut letters = String::new();
    while letters.len() < CODE_LENGTH {
        // 240 is the largest multiple of 20 in a byte: what lies above would favour some letters.
        let drawn = clock::random::<CODE_LENGTH>()?;
        let fitting = drawn.into_iter().filter(|byte| *byte < 240);
        letters.extend(fitting.map(|byte| char::from(LETTERS[usize::from(byte % 20)])));
    }
    letters.truncate(CODE_LENGTH);
    Ok([0, 4, 8, 12].map(|from| &letters[from..from + 4]).join("-"))
}

#[cfg(test)]
mod tests {
    use super::drawn_code;

    #[test]
    fn a_code_is_four_groups_of_four_letters() {
        let code = drawn_code().expect("a code");
        let groups: Vec<&str> = code.split('-').collect();
        assert_eq!(groups.len(), 4);
        for group in groups {
            assert_eq!(group.len(), 4, "{code}");
            assert!(group.bytes().all(|letter| super::LETTERS.contains(&letter)));
        }
    }
}
