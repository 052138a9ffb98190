namespace Dashboard.Web.Features.Api;

/// <summary>First day, and first day after it.</summary>
internal sealed record CycleAnswer(string Start, string End);
