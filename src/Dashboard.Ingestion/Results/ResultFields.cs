using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;
using Dashboard.Ingestion.Transcripts;

namespace Dashboard.Ingestion.Results;

/// <summary>Makes a <see cref="RunResult"/> of a result line. Its instant is set at the end of the file.</summary>
internal static class ResultFields
{
    /// <summary>The result. Without a session it borrows that of its file; without any, its session and id are named after its content.</summary>
    public static RunResult ToResult(in LineFields fields, int sequence, string? session, string? project)
    {
        var models = fields.Models is { Count: > 0 } named ? [.. named] : Unnamed(in fields);
        var id = fields.Uuid.IsEmpty ? NameOf(in fields, models, session) : Encoding.UTF8.GetString(fields.Uuid);
        return new RunResult
        {
            Session = !fields.Session.IsEmpty ? Encoding.UTF8.GetString(fields.Session) : session ?? $"result {id}",
            Id = id,
            AtMs = 0,
            Sequence = sequence,
            Total = fields.Total,
            Models = [.. models],
            Entrypoint = fields.Entrypoint.IsEmpty ? null : Encoding.UTF8.GetString(fields.Entrypoint),
            Project = project,
        };
    }

    private static List<ModelTotal> Unnamed(in LineFields fields)
    {
        var tokens = fields.Usage.Tokens;
        return tokens.Sum > 0 || fields.Usage.WebSearches > 0 || fields.Total is { IsPositive: true }
            ? [new ModelTotal(ModelId.NotStated, tokens, fields.Usage.WebSearches, null)]
            : [];
    }

    private static string NameOf(in LineFields fields, List<ModelTotal> models, string? session)
    {
        var text = new StringBuilder();
        text.Append(Encoding.UTF8.GetString(fields.Session)).Append('\n').Append(session).Append('\n').Append(fields.Total?.ToString()).Append('\n');
        foreach (var model in models.OrderBy(m => m.Model, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{model.Model} {model.Tokens} {model.WebSearches} {model.Cost} {model.CostOfUnknownBasis}\n");
        }

        text.Append(fields.Usage.Tokens.ToString());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 12));
    }
}
