namespace Dashboard.Web.Features.Api;

/// <summary>What a field of an answer means.</summary>
/// <param name="Field">Its path in the answer, such as <c>projection.consumed</c>.</param>
/// <param name="Over">The days it is about.</param>
/// <param name="Text">What it is.</param>
internal sealed record ApiName(string Field, string Over, string Text);
