using Dashboard.Credits.Cycles;
using Dashboard.Credits.Usage;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;
using Dashboard.Web.Telemetry;

namespace Dashboard.Web.Features.Telemetry;

/// <summary>What pages show and change about telemetry.</summary>
internal sealed class TelemetryDesk(Database database, SourceReads sources, TelemetryOptions options, Decider decider, TimeProvider time)
{
    private const int CheckedDays = 14;
    private const int MostChecks = 60;

    /// <summary>Whether telemetry is taken without a key.</summary>
    public bool IsOpen => options.IsOpen;

    /// <summary>The set-up, with what arrived so far.</summary>
    public async Task<TelemetryView> ReadAsync(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.ManageSources);
        var now = time.GetUtcNow();
        var organisation = await database.Decisions.CurrentAsync();
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(now.ToUnixTimeMilliseconds()));
        var totals = await sources.TotalsAsync();
        return new TelemetryView(
            [.. organisation.Sources.Values.Where(s => s.Kind == "otlp").OrderBy(s => s.Name, StringComparer.OrdinalIgnoreCase).Select(s => Line(s, totals.GetValueOrDefault(s.Id), now, zone))],
            organisation.SignalPatterns,
            options.Grpc);
    }

    /// <summary>Counters of the clients beside the usage of the last days; null where no counter told of anything.</summary>
    public async Task<ChecksView?> ChecksAsync(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.ManageSources);
        var today = (await database.Decisions.CurrentAsync()).DayOf(time.GetUtcNow().ToUnixTimeMilliseconds());
        var checks = await new TelemetryRead(database).ChecksAsync(today.AddDays(1 - CheckedDays), today);
        return checks.Count == 0 ? null : new ChecksView(today, CheckedDays, checks.Count(c => c.Agrees), [.. checks.Where(c => !c.Agrees).Take(MostChecks)], checks.Count(c => !c.Agrees));
    }

    /// <summary>What the vendor refused a seat in one cycle; null when there is no such seat, none that the caller may see, or nothing was refused.</summary>
    /// <param name="seatId">The seat.</param>
    /// <param name="cycle">First day of the cycle; null: the running one.</param>
    /// <param name="caller">Who looks.</param>
    public async Task<SignalsView?> SignalsAsync(int seatId, DateOnly? cycle, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.SeeSeats);
        var now = time.GetUtcNow();
        var organisation = await database.Decisions.CurrentAsync();
        if (!organisation.Seats.TryGetValue(seatId, out var seat) || !caller.Access.Can(Right.SeeSeats, seat, now.ToUnixTimeMilliseconds()))
        {
            return null;
        }

        var data = await SeatRead.ReadAsync(database, seat.Email, cycle);
        var (from, until) = data?.Cycle is { } of ? (of.StartMs, of.EndMs) : (now.AddDays(-31).ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds() + 1);
        var signals = await new TelemetryRead(database).SignalsAsync(seatId, from, until);
        return signals.Count == 0 ? null : new SignalsView(organisation.DayOf(now.ToUnixTimeMilliseconds()), signals, SignalWords.Contradictions(signals, data?.Days ?? [], organisation.DayOf(now.ToUnixTimeMilliseconds())));
    }

    /// <summary>Decides about the patterns. Null when saved, else why not.</summary>
    public async Task<string?> SaveAsync(SignalPatterns patterns, string reason, Caller caller) =>
        await decider.DecideAsync(caller, [new NewDecision(new SignalPatternsSet(patterns), NewDecision.WhenBooked, reason)]) is AppendResult.Refused refused ? refused.Refusals[0].Message : null;

    private static TelemetryLine Line(SourceSetting source, SourceTotals? totals, DateTimeOffset now, TimeZoneInfo zone) => new(
        source.Id,
        source.Name,
        totals?.LastReceivedMs is { } ms ? Show.Instant(DateTimeOffset.FromUnixTimeMilliseconds(ms), now, zone) : Show.None,
        totals?.Accepted ?? 0,
        totals?.Issues ?? 0);
}
