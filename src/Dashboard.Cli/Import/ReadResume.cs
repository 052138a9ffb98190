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
    private const int MaxState = 2_000;

    /// <summary>Whether nothing was added or changed since the mark.</summary>
    public static bool IsUnchanged(FileMark? mark, FileFacts facts) =>
        mark is not null && mark.Size == facts.Size && mark.ModifiedAtMs == facts.ModifiedAtMs && mark.Inode == facts.Inode;

    /// <summary>
    /// Where to go on. A file that is shorter than before, is another file under the name, or has other bytes just before the mark was
    /// rewritten. Reading too much costs time only: known usage counts once.
    /// </summary>
    public static ReadPosition From(FileMark? mark, FileFacts facts, SafeFileHandle file)
    {
        if (mark is null || mark.State.Length <= HashCharacters || mark.Inode != facts.Inode || facts.Size < mark.Size || facts.Size < mark.Offset)
        {
            return ReadPosition.Start;
        }

        return ReadPosition.Decode(mark.State[HashCharacters..]) is { } position && position.Offset == mark.Offset && mark.State.StartsWith(TailHash(file, mark.Offset), StringComparison.Ordinal)
            ? position
            : ReadPosition.Start;
    }

    /// <summary>What to remember after a file was read up to a position.</summary>
    public static FileMark MarkOf(string path, FileFacts facts, ReadPosition position, SafeFileHandle file)
    {
        var state = TailHash(file, position.Offset) + position.Encode();
        return new FileMark(path, facts.Inode, facts.Size, facts.ModifiedAtMs, position.Offset, state.Length <= MaxState ? state : "");
    }

    private static string TailHash(SafeFileHandle file, long offset)
    {
        Span<byte> tail = stackalloc byte[TailBytes];
        tail = tail[..(int)Math.Min(TailBytes, offset)];
        var read = RandomAccess.Read(file, tail, offset - tail.Length);
        return Convert.ToHexStringLower(SHA256.HashData(tail[..read]).AsSpan(0, HashCharacters / 2));
    }
}
