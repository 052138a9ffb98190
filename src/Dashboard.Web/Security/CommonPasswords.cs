using System.Collections.Frozen;
using System.Text;

namespace Dashboard.Web.Security;

/// <summary>
/// Passwords that are tried first. Of those with 12 characters and more nearly all are a common word, doubled or with another one, with
/// digits around it, or a walk over the keyboard; so the list holds the words, and the rule the rest.
/// </summary>
internal static class CommonPasswords
{
    private const int MostWords = 3;

    private static readonly string[] Walks =
        ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm", "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik", "qazwsxedcrfvtgbyhnujmikolp"];

    private static readonly FrozenSet<string> Words = Read();

    private static readonly int Longest = Words.Max(w => w.Length);

    /// <summary>Whether it is one of them or made like them.</summary>
    public static bool Contains(string password)
    {
        var lower = password.ToLowerInvariant();
        return Words.Contains(lower) || IsWalk(lower) || IsRepeated(lower) || IsWords(Letters(lower), MostWords);
    }

    /// <summary>Pieces of keyboard rows and of the alphabet, forwards or backwards, and nothing else.</summary>
    private static bool IsWalk(string text)
    {
        const int shortest = 3;
        for (var at = 0; at < text.Length;)
        {
            var longest = 0;
            foreach (var walk in Walks)
            {
                longest = Math.Max(longest, Math.Max(Common(text, at, walk), Common(text, at, new string([.. walk.Reverse()]))));
            }

            if (longest < shortest)
            {
                return false;
            }

            at += longest;
        }

        return true;
    }

    private static int Common(string text, int at, string walk)
    {
        var best = 0;
        for (var from = 0; from < walk.Length; from++)
        {
            var length = 0;
            while (at + length < text.Length && from + length < walk.Length && text[at + length] == walk[from + length])
            {
                length++;
            }

            best = Math.Max(best, length);
        }

        return best;
    }

    /// <summary>A short piece again and again.</summary>
    private static bool IsRepeated(string text)
    {
        const int longestPiece = 5;
        return Enumerable.Range(1, longestPiece).Any(length => Enumerable.Range(length, text.Length - length).All(i => text[i] == text[i - length]));
    }

    /// <summary>The letters, with digits and signs that stand for letters between them read as such, and those around them left out.</summary>
    private static string Letters(string text)
    {
        var trimmed = text.Trim([.. "0123456789!?.,:;-_+*#$%&/()=@~'\" "]);
        var letters = new StringBuilder(trimmed.Length);
        foreach (var c in trimmed)
        {
            var letter = c switch { '0' => 'o', '1' => 'i', '3' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '7' => 't', '!' => 'i', _ => c };
            if (char.IsLetter(letter))
            {
                letters.Append(letter);
            }
        }

        return letters.ToString();
    }

    /// <summary>Whether it is nothing but common words, at most so many. No letters at all counts: they are digits.</summary>
    private static bool IsWords(string letters, int most)
    {
        if (letters.Length == 0)
        {
            return true;
        }

        for (var length = Math.Min(letters.Length, Longest); most > 0 && length > 1; length--)
        {
            if (Words.Contains(letters[..length]) && IsWords(letters[length..], most - 1))
            {
                return true;
            }
        }

        return false;
    }

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Where(w => !w.StartsWith('#')).ToFrozenSet(StringComparer.Ordinal);
    }
}
