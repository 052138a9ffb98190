using System.Collections.Immutable;
using Dashboard.Storage.Decisions;

namespace Dashboard.Web.Security.SingleSignOn;

/// <summary>The section <c>Dashboard:SignIn:OAuth</c>. Checked at start: what is wrong there stops the server with a sentence.</summary>
internal sealed record SingleSignOnSettings
{
    public const string Section = "Dashboard:SignIn:OAuth";

    private const int LongestIssuer = 128;

    public required string Issuer { get; init; }

    public required string ClientId { get; init; }

    /// <summary>Empty for a public client: PKCE protects the code either way.</summary>
    public required string ClientSecret { get; init; }

    public required ImmutableArray<string> Scopes { get; init; }

    public required string ButtonText { get; init; }

    /// <summary>Lower case; empty: all.</summary>
    public required ImmutableArray<string> AllowedDomains { get; init; }

    /// <summary>Whether somebody without an account gets one.</summary>
    public required bool AutoCreate { get; init; }

    public required ImmutableArray<SingleSignOnRole> Roles { get; init; }

    /// <summary>Stated endpoints; null: the provider's discovery document says them.</summary>
    public required SingleSignOnEndpoints? Endpoints { get; init; }

    /// <summary>The settings, or null when single sign-on is not set up.</summary>
    /// <exception cref="OptionsException">Something is missing or cannot be.</exception>
    public static SingleSignOnSettings? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        if (section["Issuer"] is not { Length: > 0 } issuer)
        {
            return null;
        }

        Check(issuer, "Issuer");
        if (issuer.Length > LongestIssuer)
        {
            throw new OptionsException($"{Section}:Issuer is longer than {LongestIssuer} characters.");
        }

        return new SingleSignOnSettings
        {
            Issuer = issuer,
            ClientId = section["ClientId"] is { Length: > 0 } id ? id : throw new OptionsException($"{Section}:ClientId is missing."),
            ClientSecret = SecretFile.Read(configuration, $"{Section}:ClientSecret") ?? "",
            Scopes = [.. (section["Scopes"] ?? "openid profile email").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)],
            ButtonText = section["ButtonText"] is { Length: > 0 } text ? text : "Sign in with single sign-on",
            AllowedDomains = [.. List(section, "AllowedDomains").Select(d => d.TrimStart('@').ToLowerInvariant())],
            AutoCreate = section.GetValue("AutoCreate", false),
            Roles = [.. section.GetSection("Roles").GetChildren().Select(Role)],
            Endpoints = Stated(section),
        };
    }

    private static SingleSignOnEndpoints? Stated(IConfigurationSection section)
    {
        var stated = ((string[])["AuthorizationEndpoint", "TokenEndpoint", "UserInfoEndpoint"]).Select(name => (Name: name, Value: section[name] ?? "")).ToList();
        if (stated.TrueForAll(e => e.Value.Length == 0))
        {
            return null;
        }

        stated.ForEach(e => Check(e.Value, e.Name));
        return new SingleSignOnEndpoints(stated[0].Value, stated[1].Value, stated[2].Value, IsBasic: string.Equals(section["ClientAuthentication"], "basic", StringComparison.OrdinalIgnoreCase));
    }

    private static SingleSignOnRole Role(IConfigurationSection entry)
    {
        if (entry["Claim"] is not { Length: > 0 } claim || entry["Value"] is not { Length: > 0 } value)
        {
            throw new OptionsException($"{entry.Path} needs Claim, Value and Role.");
        }

        // "team-admin", "TeamAdmin" and "team admin" are one role.
        var wanted = (entry["Role"] ?? "").Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        var role = Enum.GetValues<Role>().Cast<Role?>().FirstOrDefault(r => string.Equals(r.ToString(), wanted, StringComparison.OrdinalIgnoreCase))
            ?? throw new OptionsException($"{entry.Path}:Role is none of owner, finance, team-admin, seat-holder, auditor, platform.");
        var team = entry["Team"] is { Length: > 0 } named ? named : null;
        return role == Storage.Decisions.Role.TeamAdmin == (team is not null)
            ? new SingleSignOnRole(claim, value, new RoleGrant(role, team))
            : throw new OptionsException($"{entry.Path}: a team admin needs Team, and nobody else has one.");
    }

    private static IEnumerable<string> List(IConfigurationSection section, string name) =>
        section.GetSection(name).GetChildren().Select(c => c.Value ?? "").Concat((section[name] ?? "").Split([' ', ','])).Where(v => v.Length > 0);

    private static void Check(string address, string name)
    {
        if (!SingleSignOnEndpoints.IsSafe(address))
        {
            throw new OptionsException($"{Section}:{name} must be an https address (http only on this machine).");
        }
    }
}
