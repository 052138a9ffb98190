using System.Globalization;
using System.Security.Cryptography;
using Dashboard.Ingestion;
using Dashboard.Storage.Writes;
using Microsoft.Win32.SafeHandles;

namespace Dashboard.Cli.Import;

/// <summary>Decides where to go on in a file: nowhere when it did not change, after the last whole line when it grew, at its start when it was rewritten.</summary>
internal static class ReadResume
{
    private const int TailBytes = 512;
    private const int HashCharacters = 16;
    private const int ChangedCharacters = 16;
    private const int MaxState = 2_000;

    /// <summary>
    /// Whether nothing was added or changed since the mark. Size and time can be the same of other bytes, since whoever writes a file can set
    /// its time; when it was changed cannot be set. Marks of older versions do not know it, nor do systems that do not state it.
    /// </summary>
    public static bool IsUnchanged(FileMark? mark, FileFacts facts) =>
        mark is not null && mark.Size == facts.Size && mark.ModifiedAtMs == facts.ModifiedAtMs && mark.Inode == facts.Inode
        && (facts.ChangedAt == 0 || ChangedAtOf(mark) is not { } changed || changed == facts.ChangedAt);

    /// <summary>
    /// Where to go on. A file that is shorter than before, is another file under the name, has other bytes just before the mark, or changed and did
    /// not grow was rewritten. Reading too much costs time only: known usage counts once.
    /// </summary>
    public static ReadPosition From(FileMark? mark, FileFacts facts, SafeFileHandle file)
    {
        if (mark is null || mark.State.Length <= HashCharacters || mark.Inode != facts.Inode || facts.Size <= mark.Size || facts.Size < mark.Offset)
        {
            return ReadPosition.Start;
        }

        var from = ChangedAtOf(mark) is null ? HashCharacters : HashCharacters + ChangedCharacters;
        return ReadPosition.Decode(mark.State[from..]) is { } position && position.Offset == mark.Offset && mark.State.StartsWith(TailHash(file, mark.Offset), StringComparison.Ordinal)
            ? position
            : ReadPosition.Start;
    }

    /// <summary>What to remember after a file was read up to a position.</summary>
    public static FileMark MarkOf(string path, FileFacts facts, ReadPosition position, SafeFileHandle file)
    {
        var known = TailHash(file, position.Offset) + (facts.ChangedAt == 0 ? "" : facts.ChangedAt.ToString("x16", CultureInfo.InvariantCulture));
        var state = known + position.Encode();
        return new FileMark(path, facts.Inode, facts.Size, facts.ModifiedAtMs, position.Offset, state.Length <= MaxState ? state : known);
    }

    /// <summary>A position begins with a brace: what stands before it, behind the hash, is when the file was changed.</summary>
    private static long? ChangedAtOf(FileMark mark) =>
        mark.State.Length >= HashCharacters + ChangedCharacters
        && long.TryParse(mark.State.AsSpan(HashCharacters, ChangedCharacters), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var changed) ? changed : null;

    private static string TailHash(SafeFileHandle file, long offset)
    {
        Span<byte> tail = stackalloc byte[TailBytes];
        tail = tail[..(int)Math.Min(TailBytes, offset)];
        var read = RandomAccess.Read(file, tail, offset - tail.Length);
        return Convert.ToHexStringLower(SHA256.HashData(tail[..read]).AsSpan(0, HashCharacters / 2));
    }
}
