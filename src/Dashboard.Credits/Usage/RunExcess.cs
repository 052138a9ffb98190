using Dashboard.Credits.Money;

namespace Dashboard.Credits.Usage;

/// <summary>Where the known requests of a session and model exceed its results. The requests stand; the difference is listed.</summary>
/// <param name="Session">The session.</param>
/// <param name="Model">The normalised model id.</param>
/// <param name="Money">By how much the money exceeds; zero when only tokens do.</param>
/// <param name="Tokens">By how much each kind exceeds; cache writes are compared together.</param>
public sealed record RunExcess(string Session, string Model, Nanodollars Money, TokenCounts Tokens);
