using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Storage.Decisions;

namespace Dashboard.Web.Features.Sample;

/// <summary>What the sample organisation decided, and when.</summary>
internal static class SampleDecisions
{
    private const long Day = 86_400_000;

    private static readonly string[] Programmes = [ShippedProgrammes.AgentSdkCredit.Id];

    /// <summary>The first decisions: organisation, programme, seats with their claims, sources.</summary>
    public static IReadOnlyList<NewDecision> First(SampleTime time)
    {
        var at = time.StartMs;
        var decisions = new List<NewDecision>
        {
            new(new OrganisationCreated("Alderway Robotics (sample)", "UTC", time.Start), at, "Sample"),
            new(new ProgrammeChosen(Programmes[0], ProgrammeMode.Enforced), at, "Sample"),
        };
        decisions.AddRange(SamplePeople.All.Where(p => p.Role is not null).Select(p => new NewDecision(new RoleGranted(p.Email, p.Role!.Value, p.Team), at, "Sample")));
        decisions.AddRange(Allowances(time));
        for (var i = 0; i < SampleSeats.All.Length; i++)
        {
            var (seat, id) = (SampleSeats.All[i], -1 - i);
            var first = time.FirstDayOf(seat);
            decisions.Add(new(new SeatAdded(id, seat.Email, seat.Name, seat.Plan.Id, seat.Team, "CC-" + seat.Team.ToUpperInvariant(), time.AnchorOf(seat), first), at, "Sample"));
            if (seat.IsClaimed)
            {
                decisions.Add(new(new CreditClaimed(id, Programmes[0]), Math.Max(at, SampleTime.InstantOf(first)), "Sample"));
            }
        }

        (string Name, string Kind)[] sources = [(SampleInputs.Ci, "rest"), (SampleInputs.Platform, "rest"), (SampleInputs.Laptops, "push"), (SampleInputs.Nightly, "push"), (SampleInputs.Dropped, "upload"), (SampleInputs.Bench, "push")];
        for (var i = 0; i < sources.Length; i++)
        {
            decisions.Add(new(new SourceCreated(-1 - i, sources[i].Name, sources[i].Kind), at, "Sample"));
        }

        // Nothing more comes once the sample is made. It stays fresh for a week, but for the two machines that are meant to be silent.
        decisions.AddRange(Enumerable.Range(1, 3).Select(i => new NewDecision(new SourceWindowSet(-i, 7 * 24), at, "Sample")));
        decisions.Add(new(new SourceSeatSet(-4, -SampleSeats.All.Length), at - (60 * Day), "Sample"));
        decisions.Add(new(new SourceSeatSet(-5, -1 - SampleSeats.All.IndexOf(SampleSeats.Undecided)), at - (60 * Day), "Sample"));
        return decisions;
    }

    /// <summary>Later decisions with the instant at which each was booked.</summary>
    public static IEnumerable<(long BookedAtMs, NewDecision Decision)> Later(SampleTime time, Organisation organisation)
    {
        foreach (var seat in SampleSeats.All)
        {
            var id = organisation.SeatOf(seat.Email)!.Id;
            if (seat.Kind is SampleKind.Overage or SampleKind.Capped)
            {
                var at = time.CycleStartMs - (20 * Day);
                Nanodollars? cap = seat.Kind == SampleKind.Capped ? Nanodollars.FromUsd(10) : null;
                yield return (at, new(new OverageDecided(id, On: true, cap), at, "The release depends on it"));
            }
            else if (seat.Kind is SampleKind.PlanChanged)
            {
                var at = time.NowMs - (5 * Day);
                yield return (at, new(new SeatPlanChanged(id, Plans.TeamPremium.Id), at, "Moves to the warehouse project"));
            }
        }
    }

    /// <summary>Where the vendor's figures begin after the sample does (a clock set far back), the sample enters them itself.</summary>
    private static IEnumerable<NewDecision> Allowances(SampleTime time) => ShippedProgrammes.AgentSdkCredit.Allowances
        .Where(a => a.EffectiveFrom > time.Start && a.Amount is not null)
        .Select(a => new NewDecision(new AllowanceSet(Programmes[0], a with { EffectiveFrom = time.Start.AddDays(-31) }), time.StartMs - (31 * Day), "Sample"));
}
