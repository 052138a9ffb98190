namespace Dashboard.Web.Vendor;

/// <summary>The form of a vendor connection.</summary>
public sealed class VendorDraft
{
    /// <summary>The longest name.</summary>
    public const int MaxName = 60;

    /// <summary>Where the vendor's API is.</summary>
    public const string DefaultAddress = "https://api.anthropic.com";

    private const int MaxKey = 400;

    /// <summary>What people call it; it stays.</summary>
    public string Name { get; set; } = "";

    /// <summary>What it is; it stays.</summary>
    public VendorKind Kind { get; set; } = VendorKind.Console;

    /// <summary>Where its API is; it stays, so that a stored key is never sent elsewhere.</summary>
    public string Address { get; set; } = DefaultAddress;

    /// <summary>The key; empty when a connection is changed: the stored one stays.</summary>
    public string Key { get; set; } = "";

    /// <summary>What is pulled; what the kind does not have is left out.</summary>
    public VendorReads Reads { get; set; } = VendorWords.All(VendorKind.Console) | VendorWords.All(VendorKind.Enterprise);

    /// <summary>Whether anything is pulled.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>What is pulled of what the kind has.</summary>
    public VendorReads OwnReads => Reads & VendorWords.All(Kind);

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Problem(bool isNew, bool allowsPrivate)
    {
        var (name, key) = (Name.Trim(), Key.Trim());
        if (isNew && (name.Length is 0 or > MaxName || name.Any(char.IsControl)))
        {
            return $"Give it a name of at most {MaxName} characters.";
        }

        if (OwnReads == VendorReads.None)
        {
            return "Choose at least one report.";
        }

        return isNew && VendorAddress.Read(Address, allowsPrivate).Problem is { } problem ? problem
            : isNew && key.Length == 0 ? "Enter the key."
            : key.Length > 0 ? KeyProblem(key)
            : null;
    }

    /// <summary>Only admin keys are taken: whoever holds another kind could act for a person, and the vendor does not allow keeping those.</summary>
    private static string? KeyProblem(string key) =>
        key.Length is < 20 or > MaxKey || key.Any(c => c is <= ' ' or > '~') ? $"A key has 20 to {MaxKey} characters, without spaces."
        : key.StartsWith("sk-ant-oat", StringComparison.Ordinal) || key.StartsWith("sk-ant-ort", StringComparison.Ordinal) || key.StartsWith("sk-ant-sid", StringComparison.Ordinal)
            ? "This is the sign-in of a person. Only admin keys with read access are taken."
        : key.StartsWith("sk-ant-api03", StringComparison.Ordinal) || key.StartsWith("sk-ant-usr", StringComparison.Ordinal) ? "This key runs models. It takes an admin key with read access."
        : null;
}
