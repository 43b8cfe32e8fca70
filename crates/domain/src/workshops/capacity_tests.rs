//! What fits into a day, held against somebody who actually deals the minutes out.

use proptest::prelude::*;

use super::*;

fn share(skills: &[Skill], minutes: u32) -> CapacityShare {
    CapacityShare {
        skills: skills.to_vec(),
        minutes,
    }
}

fn minutes(of: &[(Skill, u32)]) -> SkillMinutes {
    of.iter().copied().collect()
}

#[test]
fn somebody_with_two_skills_does_either_and_not_both_at_once() {
    let capacity = [share(&[Skill::Maintenance, Skill::Mechanical], 480)];
    let booked = minutes(&[(Skill::Mechanical, 300)]);
    let fits = minutes(&[(Skill::Maintenance, 180)]);
    assert_eq!(shortage(&capacity, 100, &booked, &fits), None);
    let beyond = minutes(&[(Skill::Maintenance, 200)]);
    let short = shortage(&capacity, 100, &booked, &beyond).expect("a shortage");
    assert_eq!((short.skill, short.minutes), (Skill::Maintenance, 20));
    assert_eq!(
        free_minutes(&capacity, 100, &booked, Skill::Maintenance),
        180
    );
}

#[test]
fn a_department_that_is_overbooked_does_not_close_the_others() {
    let capacity = [share(&[Skill::Body], 60), share(&[Skill::Maintenance], 480)];
    let booked = minutes(&[(Skill::Body, 600)]);
    let asked = minutes(&[(Skill::Maintenance, 480)]);
    assert_eq!(shortage(&capacity, 100, &booked, &asked), None);
    assert_eq!(
        free_minutes(&capacity, 100, &booked, Skill::Maintenance),
        480
    );
    assert_eq!(free_minutes(&capacity, 100, &booked, Skill::Body), 0);
}

#[test]
fn what_is_kept_for_cars_that_come_unasked_is_not_booked() {
    let capacity = [share(&[Skill::Maintenance], 480)];
    assert_eq!(
        free_minutes(&capacity, 80, &SkillMinutes::new(), Skill::Maintenance),
        384
    );
}

/// Deals single minutes out along augmenting paths; what cannot be dealt is the deficit.
fn undealt(capacity: &[CapacityShare], demand: &SkillMinutes) -> u32 {
    let mut dealt = vec![SkillMinutes::new(); capacity.len()];
    let mut left = 0;
    for (skill, minutes) in demand {
        for _ in 0..*minutes {
            if !deal(
                capacity,
                &mut dealt,
                *skill,
                &mut vec![false; capacity.len()],
            ) {
                left += 1;
            }
        }
    }
    left
}

fn deal(
    capacity: &[CapacityShare],
    dealt: &mut [SkillMinutes],
    skill: Skill,
    seen: &mut Vec<bool>,
) -> bool {
    for place in 0..capacity.len() {
        if seen[place] || !capacity[place].skills.contains(&skill) {
            continue;
        }
        seen[place] = true;
        if total_minutes(&dealt[place]) < capacity[place].minutes {
            *dealt[place].entry(skill).or_default() += 1;
            return true;
        }
        for other in Skill::ALL {
            let held = dealt[place].get(other).copied().unwrap_or(0);
            if held > 0 && deal(capacity, dealt, *other, seen) {
                *dealt[place].entry(*other).or_default() -= 1;
                *dealt[place].entry(skill).or_default() += 1;
                return true;
            }
        }
    }
    false
}

prop_compose! {
    fn any_share()(mask in 1_u32..64, minutes in 0_u32..6) -> CapacityShare {
        CapacityShare {
            skills: Skill::ALL.iter().copied().filter(|skill| mask & (1 << (*skill as u32)) != 0).collect(),
            minutes,
        }
    }
}

proptest! {
    #[test]
    fn a_demand_is_short_by_exactly_what_nobody_can_be_dealt(
        capacity in proptest::collection::vec(any_share(), 0..5),
        demand in proptest::collection::btree_map(proptest::sample::select(Skill::ALL), 1_u32..6, 1..6),
    ) {
        let short = shortage(&capacity, 100, &SkillMinutes::new(), &demand)
            .map_or(0, |short| short.minutes);
        prop_assert_eq!(short, undealt(&capacity, &demand));
    }

    #[test]
    fn exactly_the_free_minutes_of_a_skill_can_still_be_booked(
        capacity in proptest::collection::vec(any_share(), 0..5),
        booked in proptest::collection::btree_map(proptest::sample::select(Skill::ALL), 1_u32..6, 0..6),
        skill in proptest::sample::select(Skill::ALL),
    ) {
        let free = free_minutes(&capacity, 100, &booked, skill);
        let more = |minutes| SkillMinutes::from([(skill, minutes)]);
        prop_assert_eq!(shortage(&capacity, 100, &booked, &more(free)), None);
        prop_assert!(shortage(&capacity, 100, &booked, &more(free + 1)).is_some());
    }
}
