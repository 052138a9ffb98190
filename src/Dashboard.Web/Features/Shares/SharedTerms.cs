namespace Dashboard.Web.Features.Shares;

/// <summary>What stands over a shared page.</summary>
/// <param name="MadeBy">Who shared it.</param>
/// <param name="Organisation">Of which organisation.</param>
/// <param name="Until">Until when the link works.</param>
/// <param name="AsOf">When its figures were derived.</param>
public sealed record SharedTerms(string MadeBy, string Organisation, string Until, string AsOf);
