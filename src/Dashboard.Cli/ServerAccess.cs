namespace Dashboard.Cli;

/// <summary>Where the server is and what lets a command in.</summary>
internal static class ServerAccess
{
    /// <summary>The address given by an option, else by the environment variable DRAWDOWN_URL.</summary>
    /// <exception cref="UsageException">There is none, or it is no address.</exception>
    public static Uri Address(string? given, string option)
    {
        var address = given ?? Environment.GetEnvironmentVariable("DRAWDOWN_URL") ?? throw new UsageException($"{option} URL is needed.");
        return Uri.TryCreate(address.EndsWith('/') ? address : address + "/", UriKind.Absolute, out var server) && server.Scheme is "http" or "https"
            ? server
            : throw new UsageException($"{option} is an address such as https://drawdown.example.com/.");
    }

    /// <summary>The API key: the contents of a file, else the first of these environment variables that is set.</summary>
    /// <exception cref="UsageException">There is none, or it is no key.</exception>
    public static async Task<string> KeyAsync(string? file, params IReadOnlyList<string> variables)
    {
        try
        {
            var key = (file is null ? variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(v => !string.IsNullOrWhiteSpace(v)) : await File.ReadAllTextAsync(file))?.Trim();
            return !string.IsNullOrEmpty(key) && key.All(char.IsAscii) && !key.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
                ? key
                : throw new UsageException($"An API key is needed, in the environment variable {variables[0]} or in --key-file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException("The key file cannot be read.");
        }
    }
}
