using Dashboard.Credits.Usage;

namespace Dashboard.Web.Features.Sample;

/// <summary>One request of the sample.</summary>
/// <param name="Seat">E-mail of whoever made it; null: not stated.</param>
/// <param name="AtMs">When, Unix milliseconds UTC.</param>
/// <param name="Model">Model.</param>
/// <param name="Entrypoint">Entrypoint; null: not stated.</param>
/// <param name="Project">Project.</param>
/// <param name="Tokens">Tokens.</param>
public sealed record SampleEvent(string? Seat, long AtMs, string Model, string? Entrypoint, string Project, TokenCounts Tokens);
