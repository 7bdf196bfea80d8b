//! Any number of bodies is stored whole, in order, each with its account.

use super::*;

fn letter(account: u64, number: usize) -> Letter {
    Letter {
        account,
        id: format!("{number:05}"),
        received_at: number as i64,
        body: format!("{account} {number}").into_bytes(),
    }
}

#[tokio::test]
async fn any_number_of_bodies_is_stored_in_order_and_whole() {
    for count in [0, 1, 2, 3, 127, 128, 129, 255, 256] {
        let place = place().await;
        let sent: Vec<Letter> = (0..count).map(|it| letter(1 + it as u64 % 2, it)).collect();
        place.store.receive(&sent).await.expect("bodies are stored");
        for account in [1, 2] {
            let stored = place.store.new_letters(account, 1000).await;
            let stored = stored.expect("bodies are read");
            let own = sent.iter().filter(|it| it.account == account);
            let tell = |it: &Letter| (it.id.clone(), it.received_at, it.body.clone());
            assert_eq!(
                stored.iter().map(tell).collect::<Vec<_>>(),
                own.map(tell).collect::<Vec<_>>()
            );
        }
    }
}

#[tokio::test]
async fn of_bodies_that_can_not_be_stored_none_is() {
    let place = place().await;
    let mut sent: Vec<Letter> = (0..200).map(|it| letter(1, it)).collect();
    sent.push(letter(1, 0));
    let stored = place.store.receive(&sent).await;
    assert!(stored.is_err(), "two bodies have one identifier");
    let left = place.store.new_letters(1, 1000).await;
    assert!(left.expect("bodies are read").is_empty());
}

#[tokio::test]
async fn of_large_bodies_fewer_are_read_at_once_and_all_in_the_end() {
    let place = place().await;
    let large = |number| Letter {
        body: vec![b'x'; 400_000],
        ..letter(1, number)
    };
    let sent: Vec<Letter> = (0..60).map(large).collect();
    place.store.receive(&sent).await.expect("bodies are stored");
    let mut read = Vec::new();
    while read.len() < sent.len() {
        let some = place.store.new_letters(1, 200).await;
        let some = some.expect("bodies are read");
        assert!((1..=30).contains(&some.len()), "{} at once", some.len());
        let ids: Vec<&str> = some.iter().map(|it| it.id.as_str()).collect();
        let mut write = place.store.begin().await.expect("a write begins");
        let done = place.store.finish_letters(&mut write, 1, &ids).await;
        done.expect("they are read");
        write.commit().await.expect("the write ends");
        read.extend(some.into_iter().map(|it| it.id));
    }
    assert_eq!(read, sent.into_iter().map(|it| it.id).collect::<Vec<_>>());
}
