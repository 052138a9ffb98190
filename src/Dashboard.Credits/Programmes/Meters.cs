using Dashboard.Credits.Usage;

namespace Dashboard.Credits.Programmes;

/// <summary>Which meter pays for a run. Source: facts on the vendor's meters; law, section 3.</summary>
public static class Meters
{
    /// <summary>The meter of a run that the ledger covers, or does not.</summary>
    /// <param name="isCovered">Whether an account's credit covers it under the programme in force.</param>
    /// <param name="pool">Its pool.</param>
    /// <param name="payer">Its payer by the organisation's rules; null: no rule speaks.</param>
    /// <param name="source">The kind of source it was read from.</param>
    /// <param name="hasSeatEmail">Whether the e-mail of a seat is stated.</param>
    public static Meter Of(bool isCovered, Pool pool, string? payer, UsageSource source, bool hasSeatEmail) => (isCovered, payer) switch
    {
        (true, _) => Meter.Credit,
        (_, Payers.Plan) => Meter.Plan,
        (_, Payers.LinkedConsole) => Meter.LinkedConsole,
        (_, Payers.OtherConsole) => Meter.OtherConsole,
        _ when pool is Pool.ApiKey => Meter.SomeKey,

        // The vendor's client states the e-mail of a sign-in. One that is stated may also be what the organisation set itself.
        _ when source is UsageSource.Otlp && !hasSeatEmail => Meter.SomeKey,
        _ => Meter.Unknown,
    };
}
