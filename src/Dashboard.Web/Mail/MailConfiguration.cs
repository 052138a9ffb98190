using Dashboard.Web.Security;

namespace Dashboard.Web.Mail;

/// <summary>The section <c>Dashboard:Mail</c>. Checked at start: what is wrong there stops the server with a sentence.</summary>
/// <param name="Server">The server that the configuration names, which wins over the page; null when it names none.</param>
/// <param name="AcceptsAnyCertificate">Whether any certificate is believed. Only the configuration can say so.</param>
/// <param name="Timeout">How long one attempt may take.</param>
public sealed record MailConfiguration(MailServer? Server, bool AcceptsAnyCertificate, TimeSpan Timeout)
{
    /// <summary>The section.</summary>
    public const string Section = "Dashboard:Mail";

    // A node has a delivery for itself for five minutes.
    private const int MostSeconds = 120;

    /// <summary>Reads the section.</summary>
    /// <exception cref="OptionsException">Something is missing or cannot be.</exception>
    public static MailConfiguration Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(Section);
        var seconds = Number(section, "TimeoutSeconds", 60, 1, MostSeconds);
        var acceptsAny = string.Equals(section["AcceptAnyCertificate"], "true", StringComparison.OrdinalIgnoreCase);
        var settings = new MailConfiguration(null, acceptsAny, TimeSpan.FromSeconds(seconds));
        if (section["Host"] is not { Length: > 0 } host)
        {
            return settings;
        }

        var draft = new MailServerDraft
        {
            Host = host,
            Port = Number(section, "Port", 587, 1, 65_535),
            Encryption = section["Encryption"] is not { Length: > 0 } named ? MailEncryption.Required
                : Enum.TryParse<MailEncryption>(named, ignoreCase: true, out var encryption) && Enum.IsDefined(encryption) ? encryption
                : throw new OptionsException($"{Section}:Encryption is none of {string.Join(", ", Enum.GetNames<MailEncryption>())}."),
            User = section["User"] ?? "",
            FromAddress = section["From"] ?? "",
            FromName = section["FromName"] ?? "Drawdown",
            PublicAddress = section["PublicAddress"] ?? "",
        };
        if (draft.Problem() is { } problem)
        {
            throw new OptionsException($"{Section}: {problem}");
        }

        var password = SecretFile.Read(configuration, $"{Section}:Password");
        return settings with { Server = settings.Complete(draft.ToServer(string.IsNullOrEmpty(password) ? null : new HiddenText(password))) };
    }

    /// <summary>A server with what only the configuration says.</summary>
    public MailServer Complete(MailServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return server with { AcceptsAnyCertificate = AcceptsAnyCertificate, Timeout = Timeout };
    }

    private static int Number(IConfigurationSection section, string name, int standard, int least, int most) =>
        section[name] is not { Length: > 0 } text ? standard
        : int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value
        : throw new OptionsException($"{Section}:{name} is a number from {least} to {most}.");
}
