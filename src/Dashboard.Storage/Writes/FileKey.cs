using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Storage.Writes;

/// <summary>What stands for a path in the database: full paths are never stored.</summary>
internal static class FileKey
{
    public static string Of(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)).AsSpan(0, 16));
}
