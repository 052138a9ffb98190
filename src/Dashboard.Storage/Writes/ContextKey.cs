using System.Text.Json.Serialization;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>How a request was made: what many events have in common.</summary>
[method: JsonConstructor]
internal sealed record ContextKey(
    UsageSource Source, string? Entrypoint, string? App, string? Project, string? Repository, string? Workflow, string? Speed, string? Geo, bool Batch)
{
    public ContextKey(UsageRecord r)
        : this(r.Source, r.Entrypoint, r.App, r.Project, r.Repository, r.Workflow, r.Speed, r.Geo, r.Batch)
    {
    }

    /// <summary>True when this is the key of the record.</summary>
    public bool IsOf(UsageRecord r) =>
        Source == r.Source && Entrypoint == r.Entrypoint && App == r.App && Project == r.Project && Repository == r.Repository
        && Workflow == r.Workflow && Speed == r.Speed && Geo == r.Geo && Batch == r.Batch;
}
