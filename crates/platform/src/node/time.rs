//! What time does in the lanes: a complaint whose deadline has passed goes up to the managers, members' points end, and
//! a command that an older version held is decided by one that can read it. Nothing is
//! remembered between two looks but what the rows say, so a node that begins anew, and any number of nodes on
//! one database, do nothing twice.

use std::{collections::BTreeSet, time::Duration};

use domain::{
    Command,
    complaints::{Complaint, EscalateComplaint, complaints_to_escalate},
    entity::Entity,
    facts::{Ask, Facts},
    groups::Group,
    ids::{GroupId, LaneId},
    members::{ExpirePoints, PointsLot, lots_to_expire},
    time::Timestamp,
};

use super::Node;
use crate::lanes::{Cache, Engine, EngineError, Wanted};

/// How often a node looks at what time has done.
const LOOKING: Duration = Duration::from_mins(1);

impl<E: Engine + 'static> Node<E> {
    /// Gives what time has made due by now, in every lane, and decides what this version of the platform can read
    /// and the one before could not; says how many commands that took.
    pub async fn let_time_pass(&self) -> Result<usize, EngineError> {
        let mut given = 0;
        for (lane, _) in self.engine.lanes().await? {
            given += self.decide_held(lane).await?;
            for complaint in self.overdue_complaints(lane).await? {
                let Some(deadline) = complaint.escalates_at else {
                    continue;
                };
                let command = Command::EscalateComplaint(EscalateComplaint {
                    complaint: complaint.id,
                    deadline,
                });
                self.give(lane, command).await?;
                given += 1;
            }
            for command in self.points_ended(lane).await? {
                self.give(lane, Command::ExpirePoints(command)).await?;
                given += 1;
            }
        }
        Ok(given)
    }

    /// Looks again and again, until the program ends.
    pub async fn keep_time(&self) {
        let mut looking = tokio::time::interval(LOOKING);
        loop {
            looking.tick().await;
            // What could not be given now is due at the next look as well.
            if let Err(error) = self.let_time_pass().await {
                eprintln!("platform: {error}");
            }
        }
    }

    async fn decide_held(&self, lane: LaneId) -> Result<usize, EngineError> {
        let Some(released) = self.queue.decide_held(lane).await? else {
            return Ok(0);
        };
        self.note_verdicts(lane, &released.verdicts, released.head.seq);
        self.tell_elsewhere(&released.elsewhere);
        Ok(released.verdicts.len())
    }

    async fn overdue_complaints(&self, lane: LaneId) -> Result<Vec<Complaint>, EngineError> {
        let asked = complaints_to_escalate(self.now());
        let mut cache = Cache::default();
        let wanted = Wanted {
            rows: Vec::new(),
            lookups: vec![asked.clone()],
        };
        self.engine.look_up(lane, wanted, &mut cache).await?;
        let mut overdue = Vec::new();
        for row in cache.find(&asked).unwrap_or_default() {
            let complaint = Complaint::from_row(&row)?;
            // The embedded engine looks through the file, whichever lane a row belongs to.
            if self
                .engine
                .lane_of(Complaint::TABLE, complaint.id.into())
                .await?
                == Some(lane)
            {
                overdue.push(complaint);
            }
        }
        Ok(overdue)
    }

    /// One command for each member of this lane whose points have ended. What ends with a day has ended once that day is
    /// over wherever a house may stand.
    async fn points_ended(&self, lane: LaneId) -> Result<Vec<ExpirePoints>, EngineError> {
        let began_everywhere = self.now().plus(-12 * Timestamp::HOUR);
        let before = began_everywhere.date_in(chrono_tz::UTC);
        let asked = lots_to_expire(before);
        let mut cache = Cache::default();
        let wanted = Wanted {
            rows: Vec::new(),
            lookups: vec![asked.clone()],
        };
        self.engine.look_up(lane, wanted, &mut cache).await?;
        let mut members = BTreeSet::new();
        for row in cache.find(&asked).unwrap_or_default() {
            members.insert(PointsLot::from_row(&row)?.member);
        }
        if members.is_empty() {
            return Ok(Vec::new());
        }
        let group = self
            .answer(lane, |facts| Ok(facts.get::<Group>(GroupId(lane.0))?))
            .await?;
        let group = group.ok().flatten().map(|group| group.id);
        let ended = members.into_iter().map(|member| ExpirePoints {
            member,
            group,
            before,
        });
        Ok(ended.collect())
    }
}
