//! One call for many: what is asked for while the pace lets no call leave goes along with the next one.
//!
//! Nothing is held back to fill a call: what stands alone when the pace is free leaves at once.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;
use tokio::time::Instant;

/// Sends calls for those who wait.
pub trait Carrier<K, Q, A>: Clone + Send + Sync + 'static {
    /// Questions of one call at most.
    const MOST: usize;

    /// Whether two questions can't go in one call.
    fn clash(one: &Q, other: &Q) -> bool;

    /// Waits until a call may leave, and tells when that was.
    fn turn(&self) -> impl Future<Output = Instant> + Send;

    /// Asks all of them; the answers are in their order.
    fn carry(
        &self,
        key: &K,
        questions: Vec<Q>,
        turn: Instant,
    ) -> impl Future<Output = Vec<A>> + Send;
}

/// Questions that wait for a call, by what may go in one call.
pub struct Gather<K, Q, A> {
    waiting: Mutex<HashMap<K, VecDeque<Waiting<Q, A>>>>,
}

struct Waiting<Q, A> {
    question: Q,
    answer: oneshot::Sender<A>,
}

impl<K, Q, A> Default for Gather<K, Q, A> {
    fn default() -> Self {
        Self {
            waiting: Mutex::default(),
        }
    }
}

impl<K, Q, A> Gather<K, Q, A>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    Q: Send + 'static,
    A: Send + 'static,
{
    /// Asks together with others; `None` when the call ended without an answer to this question.
    pub async fn ask<C>(self: &Arc<Self>, carrier: &C, key: K, question: Q) -> Option<A>
    where
        C: Carrier<K, Q, A>,
    {
        let (answer, told) = oneshot::channel();
        if self.push(key.clone(), Waiting { question, answer }) {
            tokio::spawn(carry(Arc::clone(self), carrier.clone(), key));
        }
        told.await.ok()
    }

    /// Whether nobody carries questions of this key yet.
    fn push(&self, key: K, waiting: Waiting<Q, A>) -> bool {
        let mut all = self.all();
        let is_first = !all.contains_key(&key);
        all.entry(key).or_default().push_back(waiting);
        is_first
    }

    /// Whether somebody waits; otherwise nobody carries for this key any more.
    fn goes_on(&self, key: &K) -> bool {
        let mut all = self.all();
        let is_empty = all.get(key).is_none_or(VecDeque::is_empty);
        if is_empty {
            all.remove(key);
        }
        !is_empty
    }

    /// The oldest that go in one call.
    fn take(&self, key: &K, most: usize, clash: impl Fn(&Q, &Q) -> bool) -> Vec<Waiting<Q, A>> {
        let mut all = self.all();
        let mut taken: Vec<Waiting<Q, A>> = Vec::new();
        let Some(waiting) = all.get_mut(key) else {
            return taken;
        };
        let clashes = |taken: &[Waiting<Q, A>], next: &Waiting<Q, A>| {
            taken.iter().any(|it| clash(&it.question, &next.question))
        };
        while taken.len() < most
            && let Some(next) = waiting.pop_front_if(|next| !clashes(&taken, next))
        {
            taken.push(next);
        }
        taken
    }

    fn all(&self) -> MutexGuard<'_, HashMap<K, VecDeque<Waiting<Q, A>>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Sends calls until nobody waits; each leaves at its turn and is not waited for by the next one.
async fn carry<K, Q, A, C>(gather: Arc<Gather<K, Q, A>>, carrier: C, key: K)
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    Q: Send + 'static,
    A: Send + 'static,
    C: Carrier<K, Q, A>,
{
    // Those who ask in the same moment are heard first.
    tokio::task::yield_now().await;
    while gather.goes_on(&key) {
        let turn = carrier.turn().await;
        let taken = gather.take(&key, C::MOST, C::clash);
        let (carrier, key) = (carrier.clone(), key.clone());
        tokio::spawn(async move {
            let (questions, tellers): (Vec<_>, Vec<_>) =
                taken.into_iter().map(|it| (it.question, it.answer)).unzip();
            let answers = carrier.carry(&key, questions, turn).await;
            for (teller, answer) in tellers.into_iter().zip(answers) {
                // Who does not wait any more has no use for it.
                let _heard = teller.send(answer);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// Lets a call leave every second and answers each question with the questions of its call.
    #[derive(Clone)]
    struct Slow {
        since: Instant,
    }

    impl Carrier<u8, u32, Vec<u32>> for Slow {
        const MOST: usize = 3;

        fn clash(one: &u32, other: &u32) -> bool {
            one % 100 == other % 100
        }

        async fn turn(&self) -> Instant {
            let passed = self.since.elapsed().as_secs();
            tokio::time::sleep_until(self.since + Duration::from_secs(passed + 1)).await;
            Instant::now()
        }

        async fn carry(&self, _: &u8, questions: Vec<u32>, _: Instant) -> Vec<Vec<u32>> {
            vec![questions.clone(); questions.len()]
        }
    }

    async fn asked(questions: &[u32]) -> Vec<Vec<u32>> {
        let (gather, since) = (Arc::new(Gather::default()), Instant::now());
        let slow = Slow { since };
        let ask = |question| gather.ask(&slow, 1, question);
        let answers = futures_util::future::join_all(questions.iter().copied().map(ask)).await;
        assert!(gather.all().is_empty(), "nobody carries any more");
        answers
            .into_iter()
            .map(|it| it.expect("an answer"))
            .collect()
    }

    #[tokio::test(start_paused = true)]
    async fn those_who_wait_go_together_and_no_more_than_fit() {
        let calls = asked(&[1, 2, 3, 4]).await;
        assert_eq!(
            calls,
            [vec![1, 2, 3], vec![1, 2, 3], vec![1, 2, 3], vec![4]]
        );
    }

    #[tokio::test(start_paused = true)]
    async fn what_clashes_goes_later_and_keeps_the_order() {
        let calls = asked(&[1, 101, 2]).await;
        assert_eq!(calls, [vec![1], vec![101, 2], vec![101, 2]]);
    }

    #[tokio::test(start_paused = true)]
    async fn keys_do_not_wait_for_each_other() {
        let (gather, since) = (Arc::new(Gather::default()), Instant::now());
        let slow = Slow { since };
        let (one, other) = tokio::join!(gather.ask(&slow, 1, 5), gather.ask(&slow, 2, 6));
        assert_eq!((one, other), (Some(vec![5]), Some(vec![6])));
    }
}
