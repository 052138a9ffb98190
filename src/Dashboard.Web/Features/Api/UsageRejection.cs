namespace Dashboard.Web.Features.Api;

/// <summary>A record that was not used.</summary>
/// <param name="Where"><c>record 3</c>, <c>line 3</c>, or <c>file</c>.</param>
/// <param name="Reason">Why, in a plain sentence.</param>
internal sealed record UsageRejection(string Where, string Reason);
