using System.Text.Json.Nodes;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Audit;

/// <summary>Something other than a decision that the audit trail must tell of: a sign-in, an export, a key that was made. Decisions are told of by their log.</summary>
/// <param name="Kind">What happened, in lower case with hyphens: <c>signed-in</c>, <c>sign-in-refused</c>, <c>export</c>, <c>api-key-made</c>. Stored; never rename.</param>
/// <param name="Subject">What it happened to: <c>organisation</c>, <c>seat:12</c>, <c>source:3</c>, <c>api-key:4</c>, or <c>person:</c> and the e-mail, which is stored as a number.</param>
/// <param name="Actor">Who did it, and from which address.</param>
/// <param name="Before">What held before, as a JSON object; null when there is nothing to say. Never a secret.</param>
/// <param name="After">What holds now or what was done, as a JSON object; null when there is nothing to say. Never a secret.</param>
/// <param name="Reason">Why, in the actor's words.</param>
public sealed record AuditEvent(string Kind, string Subject, Actor Actor, string? Before = null, string? After = null, string? Reason = null)
{
    /// <summary>A file that leaves the product: <c>{"what":"seats","rows":3,"filter":{"team":"Cloud"}}</c>. Written before the file goes out.</summary>
    /// <param name="actor">Who gets it.</param>
    /// <param name="what">What is in it.</param>
    /// <param name="rows">How many lines without the head.</param>
    /// <param name="filter">What narrows it; what is null or empty is left out.</param>
    public static AuditEvent OfExport(Actor actor, string what, long rows, params IEnumerable<(string Name, string? Value)> filter)
    {
        var given = new JsonObject();
        foreach (var (name, value) in filter.Where(f => !string.IsNullOrEmpty(f.Value)))
        {
            given[name] = value!.Length > MaxFilter ? value[..MaxFilter] : value;
        }

        return new AuditEvent("export", "organisation", actor, After: new JsonObject { ["what"] = what, ["rows"] = rows, ["filter"] = given }.ToJsonString());
    }

    private const int MaxFilter = 500;
}
