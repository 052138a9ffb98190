using Dashboard.Credits.Cycles;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Settings;

/// <summary>Settings as dated decisions: looked at first, then saved with actor and reason.</summary>
public sealed class SettingsDesk(Database database, Decider decider, TimeProvider time)
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
    public Task<AppendResult> PreviewAsync(DecisionBody body, Caller caller, string reason, long? atMs = null) => DecideAsync(body, caller, reason, atMs, preview: true);

    /// <summary>Writes the decision and brings the books up to it.</summary>
    public Task<AppendResult> SaveAsync(DecisionBody body, Caller caller, string reason, long? atMs = null) => DecideAsync(body, caller, reason, atMs, preview: false);

    /// <summary>Now, Unix milliseconds UTC.</summary>
    public long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private Task<AppendResult> DecideAsync(DecisionBody body, Caller caller, string reason, long? atMs, bool preview) =>
        decider.DecideAsync(caller, [new NewDecision(body, atMs ?? Now(), reason)], preview);

    private async Task<TimeZoneInfo> ZoneAsync() => ZoneDays.Find((await database.Decisions.CurrentAsync()).Rules.Zone.At(Now()));
}
