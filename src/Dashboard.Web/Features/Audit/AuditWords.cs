namespace Dashboard.Web.Features.Audit;

/// <summary>Stored kinds and subjects in words.</summary>
internal static class AuditWords
{
    private const string Decision = "decision:";

    /// <summary><c>decision:seat-plan-changed</c> is "Seat plan changed".</summary>
    public static string Kind(string kind)
    {
        var words = (kind.StartsWith(Decision, StringComparison.Ordinal) ? kind[Decision.Length..] : kind).Replace('-', ' ').Replace("api ", "API ", StringComparison.Ordinal);
        return words.Length == 0 ? kind : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>What it is about: the seat's e-mail or the person, when known.</summary>
    public static string Subject(string subject, string? name)
    {
        if (name is { Length: > 0 })
        {
            return name;
        }

        var words = subject.Replace(':', ' ').Replace('-', ' ');
        return words.Length == 0 ? subject : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>The page of the subject, when it has one: that of a seat, by its e-mail.</summary>
    public static string? Page(string subject, string? name) => subject.StartsWith("seat:", StringComparison.Ordinal) && subject != "seat:0" && name is { Length: > 0 } email ? SeatWords.Href(email) : null;
}
