namespace Dashboard.Web.Features.Api;

/// <summary>One address of the API, as the page explains it.</summary>
/// <param name="Method">GET, POST or PUT.</param>
/// <param name="Path">With example values.</param>
/// <param name="Text">What it does, its options and limits.</param>
/// <param name="Answer">An example answer.</param>
/// <param name="Body">An example body; empty for GET.</param>
/// <param name="File">What curl sends instead of the body: a file.</param>
/// <param name="ContentType">Of the body.</param>
/// <param name="Names">What its amounts mean; null: it has none that need it.</param>
internal sealed record ApiCall(string Method, string Path, string Text, string Answer, string Body = "", string? File = null, string ContentType = "application/json", IReadOnlyList<ApiName>? Names = null);
