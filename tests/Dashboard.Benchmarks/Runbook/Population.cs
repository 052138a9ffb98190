using System.Globalization;
using Dashboard.Credits.Programmes;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Benchmarks.Runbook;

/// <summary>Seats with 100 USD a month each, claimed, in an organisation of 40 teams, with people in every role.</summary>
internal static class Population
{
    public static string Email(int seat) => string.Create(CultureInfo.InvariantCulture, $"seat{seat}@example.org");

    /// <summary>Decides it and derives its books.</summary>
    public static async Task CreateAsync(Database database, int seats, long nowMs)
    {
        var today = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(nowMs).UtcDateTime);
        var first = new DateOnly(today.Year, today.Month, 1);
        var startMs = new DateTimeOffset(first, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var result = await database.Decisions.AppendAsync(
            [
                new NewDecision(new OrganisationCreated("Example", "UTC", first), startMs),
                new NewDecision(new ProgrammeChosen("agent-sdk-credit", ProgrammeMode.Enforced), startMs),
                new NewDecision(new RoleGranted("owner@example.org", Role.Owner), NewDecision.WhenBooked, "why"),
                new NewDecision(new RoleGranted("money@example.org", Role.Finance), NewDecision.WhenBooked, "why"),
                .. Enumerable.Range(0, seats).SelectMany(i => new DecisionBody[]
                {
                    new SeatAdded(-1 - i, Email(i), $"Seat {i}", "max-5x", $"Team {i % 40}", null, 1, first),
                    new CreditClaimed(-1 - i, "agent-sdk-credit"),
                }).Select(b => new NewDecision(b, startMs)),
            ],
            "benchmark",
            nowMs);
        if (result is AppendResult.Refused refused)
        {
            throw new InvalidOperationException(refused.Refusals[0].Message);
        }

        await database.Books.RollForwardAsync(nowMs);
    }
}
