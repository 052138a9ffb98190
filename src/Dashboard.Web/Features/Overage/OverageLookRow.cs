using Dashboard.Credits.Overage;
using Dashboard.Storage.Reads;

namespace Dashboard.Web.Features.Overage;

/// <summary>One seat that would change.</summary>
/// <param name="Seat">How it stands.</param>
/// <param name="Basis">Its running cycle and projection; null before anything was derived.</param>
/// <param name="Outlook">Overage of the cycle under the terms.</param>
/// <param name="UntilMs">The end under the terms, Unix milliseconds UTC; null: open.</param>
public sealed record OverageLookRow(OverageStanding Seat, OverageBasis? Basis, OverageOutlook Outlook, long? UntilMs);
