using Dashboard.Credits.Money;

namespace Dashboard.Web.Features.Overage;

/// <summary>What is asked for when overage is turned on.</summary>
/// <param name="Cap">The most in one cycle; null: no cap.</param>
/// <param name="End">When it ends by itself.</param>
/// <param name="Day">The local day on which it is off again; only with <see cref="OverageEnd.Day"/>.</param>
/// <param name="Reason">Why.</param>
public sealed record OverageTerms(Nanodollars? Cap, OverageEnd End, DateOnly? Day, string Reason);
