namespace Dashboard.Web.Security;

/// <summary>Secrets that stand in a file instead of a setting, as container platforms hand them over.</summary>
internal static class SecretFile
{
    /// <summary>The setting <paramref name="key"/>, or the content of the file that <c>{key}File</c> names; null when there is neither.</summary>
    /// <exception cref="OptionsException">The file cannot be read.</exception>
    public static string? Read(IConfiguration configuration, string key)
    {
        if (configuration[key + "File"] is not { Length: > 0 } file)
        {
            return configuration[key];
        }

        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OptionsException($"The file of {key}File cannot be read.");
        }
    }
}
