using System.Text.Json.Serialization;
using Dashboard.Cli.Import;

namespace Dashboard.Web.Features.Api;

/// <summary>What a write answers: the five sum to the records sent.</summary>
/// <param name="Accepted">New events.</param>
/// <param name="Updated">Improved known events.</param>
/// <param name="Duplicate">Known already.</param>
/// <param name="Superseded">Kept as evidence.</param>
/// <param name="Rejected">Each that could not be used.</param>
internal sealed record UsageAnswer(int Accepted, int Updated, int Duplicate, int Superseded, IReadOnlyList<UsageRejection> Rejected)
{
    /// <summary>What was not kept of records that were; null when there is nothing to say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>The answer for records: each names its place.</summary>
    public static UsageAnswer OfRecords(IntakeResult result) => Of(result, [.. result.Rejected.Select(r => new UsageRejection(r.File, r.Reason))]);

    /// <summary>The answer for a file: each names its line.</summary>
    public static UsageAnswer OfFile(IntakeResult result) =>
        Of(result, [.. result.Rejected.Select(r => new UsageRejection(r.Line == 0 ? "file" : $"line {r.Line}", r.Reason))]);

    private static UsageAnswer Of(IntakeResult result, IReadOnlyList<UsageRejection> rejected) => new(result.Accepted, result.Updated, result.Duplicate, result.Superseded, rejected) { Warnings = result.Warnings.Count > 0 ? result.Warnings : null };
}
