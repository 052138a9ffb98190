using System.Collections.Immutable;
using System.Globalization;

namespace Dashboard.Storage.Audit;

/// <summary>What a verification found so far.</summary>
internal sealed class AuditFindings
{
    private readonly List<AuditFinding> _listed = [];

    public ImmutableArray<AuditFinding> Listed => [.. _listed];

    /// <summary>How much is broken, listed or not.</summary>
    public long Broken { get; private set; }

    public void Add(string where, string what)
    {
        Broken++;
        if (_listed.Count < AuditVerifier.MostFindings)
        {
            _listed.Add(new AuditFinding(where, what));
        }
    }

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
