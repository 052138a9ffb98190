using Dashboard.Credits.Seats;
using Dashboard.Credits.Usage;

namespace Dashboard.Web.Features.Identities;

/// <summary>Finds the seat whose e-mail or name is like a name under which usage comes in. Says nothing when several seats are.</summary>
internal sealed class SeatGuesses
{
    private const int LeastLocal = 4;
    private const int LeastWord = 3;

    private readonly ILookup<string, Seat> _byLocal;
    private readonly ILookup<string, Seat> _byWords;

    public SeatGuesses(IEnumerable<Seat> seats)
    {
        var all = seats.ToList();
        _byLocal = all.Select(s => (Local: Plain(Local(s.Email)), Seat: s)).Where(s => s.Local.Length >= LeastLocal).ToLookup(s => s.Local, s => s.Seat, StringComparer.Ordinal);
        _byWords = all.SelectMany(s => Words(s.Name).Concat(Words(Local(s.Email))).Distinct(StringComparer.Ordinal).Select(w => (Word: w, Seat: s))).ToLookup(w => w.Word, w => w.Seat, StringComparer.Ordinal);
    }

    /// <summary>The one seat that is like the name; null when none is, or several are.</summary>
    public SeatGuess? Of(Identity identity)
    {
        var text = identity.Kind switch
        {
            IdentityKind.Email => Local(identity.Value),
            IdentityKind.Attribute => identity.Value[(identity.Value.IndexOf('=', StringComparison.Ordinal) + 1)..],
            IdentityKind.Repository or IdentityKind.Workflow => "",
            _ => identity.Value.Contains('@', StringComparison.Ordinal) ? Local(identity.Value) : identity.Value,
        };
        if (Single(_byLocal[Plain(text)]) is { } same)
        {
            return new SeatGuess(same, identity.Kind is IdentityKind.Email ? $"Same name before the @ as {same.Email}" : $"The same as the e-mail {same.Email} before its @");
        }

        var words = Words(text).ToHashSet(StringComparer.Ordinal);
        var likely = words.SelectMany(w => _byWords[w]).Distinct().Where(s => IsAllIn(s.Name, words) || IsAllIn(Local(s.Email), words)).Take(2).ToList();
        return likely is [var only] ? new SeatGuess(only, $"It holds the name {(IsAllIn(only.Name, words) ? only.Name : Local(only.Email))}") : null;
    }

    /// <summary>Whether every word of a name of at least two words is there, or the one long word it has.</summary>
    private static bool IsAllIn(string name, HashSet<string> words)
    {
        var own = Words(name).ToList();
        return own.Count > 0 && own.All(words.Contains) && (own.Count > 1 || own[0].Length >= LeastLocal);
    }

    private static Seat? Single(IEnumerable<Seat> seats) => seats.Take(2).ToList() is [var only] ? only : null;

    private static string Local(string email) => email[..(email.IndexOf('@', StringComparison.Ordinal) is var at and >= 0 ? at : email.Length)];

    /// <summary>Letters and digits only: ada.lovelace, ada_lovelace and AdaLovelace are one.</summary>
    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static IEnumerable<string> Words(string text) =>
        string.Concat(text.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length >= LeastWord);
}
