using Dashboard.Credits.Money;

namespace Dashboard.Storage.Runbooks.DryRuns;

/// <summary>An account at an instant at which its stages, or the gate's answer, may be other ones than before.</summary>
/// <param name="AtMs">When, Unix milliseconds UTC.</param>
/// <param name="Account">Where it stands.</param>
/// <param name="OverageLeft">How much more overage it may cause; zero while overage is off.</param>
internal sealed record DryRunPoint(long AtMs, DueAccount Account, Nanodollars OverageLeft);
