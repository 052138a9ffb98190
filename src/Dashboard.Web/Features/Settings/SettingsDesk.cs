using Dashboard.Credits.Cycles;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;

namespace Dashboard.Web.Features.Settings;

/// <summary>Settings as dated decisions: looked at first, then saved with actor and reason.</summary>
public sealed class SettingsDesk(Database database, TimeProvider time)
{
    /// <summary>Everything that was decided.</summary>
    public Task<Organisation> OrganisationAsync() => database.Decisions.CurrentAsync();

    /// <summary>The last 500 decisions about the organisation, newest first.</summary>
    public Task<IReadOnlyList<Decision>> DecisionsAsync() => database.Decisions.ReadAsync("organisation", null, 500);

    /// <summary>Models without a price.</summary>
    public Task<IReadOnlyList<(string Model, long Events)>> UnpricedAsync() => UnpricedRead.ModelsAsync(database);

    /// <summary>What no pool rule decides, the dearest first.</summary>
    public Task<IReadOnlyList<UnknownUsage>> UnknownAsync() => UnknownUsageRead.ReadAsync(database, limit: 100);

    /// <summary>First instant of a local day, Unix milliseconds UTC.</summary>
    public async Task<long> InstantOfAsync(DateOnly day) => ZoneDays.FirstInstantOf(day, await ZoneAsync());

    /// <summary>What the decision would do, from an instant or from now on. Nothing is written.</summary>
    public Task<AppendResult> PreviewAsync(DecisionBody body, string actor, string reason, long? atMs = null) => AppendAsync(body, actor, reason, atMs, preview: true);

    /// <summary>Writes the decision and brings the books up to it.</summary>
    public async Task<AppendResult> SaveAsync(DecisionBody body, string actor, string reason, long? atMs = null)
    {
        var result = await AppendAsync(body, actor, reason, atMs, preview: false);
        await database.Books.CatchUpAsync(Now());
        return result;
    }

    /// <summary>Now, Unix milliseconds UTC.</summary>
    public long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private Task<AppendResult> AppendAsync(DecisionBody body, string actor, string reason, long? atMs, bool preview) =>
        database.Decisions.AppendAsync([new NewDecision(body, atMs ?? Now(), reason)], actor, Now(), preview);

    private async Task<TimeZoneInfo> ZoneAsync() => ZoneDays.Find((await database.Decisions.CurrentAsync()).Rules.Zone.At(Now()));
}
