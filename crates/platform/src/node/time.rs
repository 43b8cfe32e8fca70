//! What time does in the lanes: a complaint whose deadline has passed goes up to the managers, members' points end, what a
//! lapsed quote held of a promotion goes back to its budget, and a command that an older version held is decided by one that
//! can read it. Nothing is
//! remembered between two looks but what the rows say, so a node that begins anew, and any number of nodes on
//! one database, do nothing twice.

use std::{collections::BTreeSet, time::Duration};

use domain::{
    Command,
    complaints::{Complaint, EscalateComplaint, complaints_to_escalate},
    entity::Entity,
    facts::{Ask, Facts, Lookup},
    groups::Group,
    ids::{GroupId, LaneId, MemberId},
    members::{ExpirePoints, PointsLot, lots_to_expire},
    promotions::{PromotionUse, PutPromotionBack, promotions_to_put_back},
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
            let overdue = complaints_to_escalate(self.now());
            for complaint in self.due::<Complaint>(lane, overdue).await? {
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
            let lapsed = promotions_to_put_back(self.now());
            for used in self.due::<PromotionUse>(lane, lapsed).await? {
                let command = Command::PutPromotionBack(PutPromotionBack {
                    taken: used.id,
                    group: used.of_group,
                });
                self.give(lane, command).await?;
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

    /// The rows of a lane that a question finds.
    async fn due<T: Entity>(&self, lane: LaneId, asked: Lookup) -> Result<Vec<T>, EngineError> {
        let mut cache = Cache::default();
        let wanted = Wanted {
            rows: Vec::new(),
            lookups: vec![asked.clone()],
        };
        self.engine.look_up(lane, wanted, &mut cache).await?;
        let mut due = Vec::new();
        for row in cache.find(&asked).unwrap_or_default() {
            let found = T::from_row(&row)?;
            // The embedded engine looks through the file, whichever lane a row belongs to.
            if self.engine.lane_of(T::TABLE, found.key()).await? == Some(lane) {
                due.push(found);
            }
        }
        Ok(due)
    }

    /// One command for each member of this lane whose points have ended. What ends with a day has ended once that day is
    /// over wherever a house may stand.
    async fn points_ended(&self, lane: LaneId) -> Result<Vec<ExpirePoints>, EngineError> {
        let began_everywhere = self.now().plus(-12 * Timestamp::HOUR);
        let before = began_everywhere.date_in(chrono_tz::UTC);
        let ended = self.due::<PointsLot>(lane, lots_to_expire(before)).await?;
        let members: BTreeSet<MemberId> = ended.into_iter().map(|lot| lot.member).collect();
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
