using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Writes;

namespace Dashboard.Storage.Tests;

/// <summary>Single decisions in few words.</summary>
internal static class DecisionHelpers
{
    public static Task<int> RegisterSourceAsync(this DecisionLog log, string name, string kind, long nowMs) => log.RegisterSourceAsync(name, kind, "test", nowMs);

    public static async Task<AppendResult.Appended> AppendAsync(this DecisionLog log, long nowMs, params DecisionBody[] bodies) =>
        Assert.IsType<AppendResult.Appended>(await log.AppendAsync([.. bodies.Select(b => new NewDecision(b, nowMs, "because"))], "test", nowMs));

    public static async Task<DecisionProblem> RefusedAsync(this DecisionLog log, long nowMs, params DecisionBody[] bodies) =>
        Assert.IsType<AppendResult.Refused>(await log.AppendAsync([.. bodies.Select(b => new NewDecision(b, nowMs, "because"))], "test", nowMs)).Refusals[0].Problem;

    public static async Task CreateOrganisationAsync(this DecisionLog log, string zone = "UTC")
    {
        if (!(await log.CurrentAsync()).IsCreated)
        {
            await log.AppendAsync(Records.Noon, new OrganisationCreated("Example", zone, new DateOnly(2026, 11, 1)));
        }
    }

    public static async Task<int> AddSeatAsync(this DecisionLog log, string email, string name, long nowMs)
    {
        await log.CreateOrganisationAsync();
        if ((await log.CurrentAsync()).SeatOf(email) is { } known)
        {
            return known.Id;
        }

        var added = await log.AppendAsync(nowMs, new SeatAdded(-1, email, name, "max-5x", null, null, 1, new DateOnly(2026, 1, 1)));
        return ((SeatAdded)added.Decisions[0].Body).SeatId;
    }

    public static Task<MoveSummary> AssignSeatAsync(this DecisionLog log, int sourceId, int seatId, long fromMs, string by, long nowMs, bool preview) =>
        MoveAsync(log, new SourceSeatSet(sourceId, seatId), fromMs, by, nowMs, preview);

    public static Task<MoveSummary> SetPoolDefaultAsync(this DecisionLog log, int sourceId, Pool pool, long fromMs, string by, long nowMs, bool preview) =>
        MoveAsync(log, new SourcePoolSet(sourceId, pool), fromMs, by, nowMs, preview);

    public static async Task<MoveSummary> AddPriceRowsAsync(this DecisionLog log, IReadOnlyList<PriceRow> rows, string by, long nowMs, bool preview)
    {
        await log.CreateOrganisationAsync();
        var result = await log.AppendAsync([.. rows.Select(r => new NewDecision(new PriceAdded(r), nowMs))], by, nowMs, preview);
        return Assert.IsType<AppendResult.Appended>(result).Moves;
    }

    public static async Task SetOrganisationAsync(this DecisionLog log, string name, string zone, Ratio contract)
    {
        var isCreated = (await log.CurrentAsync()).IsCreated;
        await log.AppendAsync(Records.Noon, isCreated ? new ZoneChanged(zone) : new OrganisationCreated(name, zone, new DateOnly(2026, 11, 1)), new ContractSet(contract));
    }

    private static async Task<MoveSummary> MoveAsync(DecisionLog log, DecisionBody body, long fromMs, string by, long nowMs, bool preview) =>
        Assert.IsType<AppendResult.Appended>(await log.AppendAsync([new NewDecision(body, fromMs)], by, nowMs, preview)).Moves;
}
