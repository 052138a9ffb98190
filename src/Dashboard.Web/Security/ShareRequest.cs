namespace Dashboard.Web.Security;

/// <summary>A shared link that somebody wants.</summary>
/// <param name="What">The page.</param>
/// <param name="Purpose">What it is for; only people who may share read it.</param>
/// <param name="Days">How long it works.</param>
public sealed record ShareRequest(ShareSubject What, string Purpose, int Days);
