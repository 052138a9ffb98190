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

    /// <summary>What the serializer makes of it, without its start. The text must not change, contexts are found by it.</summary>
    public string ToJson() => JsonText.Of(writer =>
    {
        writer.WriteNumber(nameof(Source), (int)Source);
        JsonText.Write(writer, nameof(Entrypoint), Entrypoint);
        JsonText.Write(writer, nameof(App), App);
        JsonText.Write(writer, nameof(Project), Project);
        JsonText.Write(writer, nameof(Repository), Repository);
        JsonText.Write(writer, nameof(Workflow), Workflow);
        JsonText.Write(writer, nameof(Speed), Speed);
        JsonText.Write(writer, nameof(Geo), Geo);
        writer.WriteBoolean(nameof(Batch), Batch);
    });
}
