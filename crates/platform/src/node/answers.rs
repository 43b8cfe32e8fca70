//! Questions about confirmed rows of a lane, asked outside of any transaction: the same pure functions that
//! decide commands answer them, and what is missing is fetched until nothing is.

use domain::{command::Stop, ids::LaneId, refusal::Refusal};

use super::Node;
use crate::lanes::{Answers, Cache, Engine, EngineError};

/// A question that still lacks something after so many looks asks in a circle.
const MOST_LOOKS: usize = 2_000;

impl<E: Engine + 'static> Node<E> {
    /// What a pure question answers over the confirmed rows of a lane, or why it refuses to.
    pub async fn answer<T>(
        &self,
        lane: LaneId,
        question: impl Fn(&Answers) -> Result<T, Stop>,
    ) -> Result<Result<T, Refusal>, EngineError> {
        let mut answers = Answers::new(lane, Cache::default(), []);
        for _ in 0..MOST_LOOKS {
            match question(&answers) {
                Ok(answer) => return Ok(Ok(answer)),
                Err(Stop::Refused(refusal)) => return Ok(Err(refusal)),
                Err(Stop::Missing) => {}
            }
            if let Some(error) = answers.unreadable() {
                return Err(error.into());
            }
            let wanted = answers.wanted();
            if wanted.is_empty() {
                break;
            }
            for (whence, wanted) in wanted {
                if let Some(cache) = answers.of_mut(whence) {
                    self.engine.look_up(whence.lane, wanted, cache).await?;
                }
            }
        }
        Err(EngineError::Database(
            "a question was asked in vain".to_owned(),
        ))
    }
}
