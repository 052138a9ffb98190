using System.Collections.Frozen;

namespace Dashboard.Web.Components.Controls;

/// <summary>Our own line icons: 16 x 16 with stroke 1.4 for navigation and actions, 12 x 12 with stroke 1.3 for states. Constant markup, never user text.</summary>
public static class Icons
{
    /// <summary>Navigation and actions by name.</summary>
    public static FrozenDictionary<string, string> Actions { get; } = new Dictionary<string, string>
    {
        ["grid"] = """<rect x="2.5" y="2.5" width="4.5" height="4.5" rx="1"/><rect x="9" y="2.5" width="4.5" height="4.5" rx="1"/><rect x="2.5" y="9" width="4.5" height="4.5" rx="1"/><rect x="9" y="9" width="4.5" height="4.5" rx="1"/>""",
        ["seats"] = """<circle cx="6" cy="5.5" r="2.5"/><path d="M1.8 13c.4-2.4 2-3.7 4.2-3.7s3.800 1.300 4.200 3.700M10.500 3.300a2.300 2.300 0 0 1 0 4.400M12 9.700c1.300.500 2 1.600 2.300 3.300"/>""",
        ["usage"] = """<path d="M2.500 13.500V8.500M6.200 13.500v-11M9.800 13.500V6M13.500 13.500V10"/>""",
        ["book"] = """<path d="M3 2.500h10v11H3zM5.500 5.500h5M5.500 8h5M5.500 10.500h3"/>""",
        ["ledger"] = """<path d="M2.500 3.500h11M2.500 6.500h11M2.500 9.500h11M2.500 12.500h11M10 3.500v9"/>""",
        ["fit"] = """<path d="M2.500 4.500h6M11.500 4.500h2M2.500 11.500h2M7.500 11.500h6"/><circle cx="10" cy="4.500" r="1.500"/><circle cx="6" cy="11.500" r="1.500"/>""",
        ["jobs"] = """<path d="M13.500 8a5.500 5.500 0 1 1-1.800-4.100M13.500 2.200v2.600h-2.600M8 5v3.200l2 1.300"/>""",
        ["source"] = """<path d="M8 2.500v7M5 6.800 8 9.800l3-3M2.500 10.500v3h11v-3"/>""",
        ["gear"] = """<circle cx="8" cy="8" r="2"/><path d="M8 1.800v1.900M8 12.300v1.900M1.800 8h1.900M12.300 8h1.900M3.600 3.600 5 5M11 11l1.400 1.400M12.400 3.600 11 5M5 11l-1.400 1.400"/>""",
        ["search"] = """<circle cx="7" cy="7" r="4.200"/><path d="m10.200 10.200 3.300 3.300"/>""",
        ["down"] = """<path d="M8 2.500v8M4.800 7.500 8 10.700l3.200-3.200M2.500 13.500h11"/>""",
        ["info"] = """<circle cx="8" cy="8" r="6"/><path d="M8 7.300v3.700M8 5v.3"/>""",
        ["menu"] = """<path d="M2.500 4.500h11M2.500 8h11M2.500 11.500h11"/>""",
        ["x"] = """<path d="m4 4 8 8M12 4l-8 8"/>""",
        ["copy"] = """<rect x="5.500" y="5.500" width="8" height="8" rx="1"/><path d="M10.500 5.500v-3h-8v8h3"/>""",
        ["half"] = """<circle cx="8" cy="8" r="5.500"/><path d="M8 2.500v11A5.500 5.500 0 0 0 8 2.500z" fill="currentColor"/>""",
        ["chev"] = """<path d="m6 3.500 4.500 4.500L6 12.500"/>""",
        ["mail"] = """<rect x="2" y="3.500" width="12" height="9" rx="1"/><path d="m2.500 4.500 5.500 4.500 5.500-4.500"/>""",
        ["print"] = """<path d="M4.500 6V2.500h7V6M4.500 11.500h-2V6h11v5.500h-2M4.500 9.500h7v4h-7z"/>""",
        ["play"] = """<path d="M5 3.500v9l7-4.500z"/>""",
        ["lock"] = """<rect x="3.500" y="7" width="9" height="6.500" rx="1"/><path d="M5.500 7V5a2.500 2.500 0 0 1 5 0v2"/>""",
        ["check"] = """<path d="m3 8.500 3.200 3.200L13 4.800"/>""",
        ["key"] = """<circle cx="5.200" cy="10.800" r="2.700"/><path d="m7.200 8.800 5.600-5.600M10.500 5.500l1.800 1.800"/>""",
        ["code"] = """<path d="m5.500 4.500-3.500 3.500 3.500 3.500M10.500 4.500l3.500 3.500-3.500 3.500"/>""",
        ["plus"] = """<path d="M8 3v10M3 8h10"/>""",
        ["person"] = """<circle cx="8" cy="5.500" r="2.700"/><path d="M2.800 13.500c.5-2.700 2.500-4.100 5.200-4.100s4.700 1.400 5.200 4.100"/>""",
    }.ToFrozenDictionary();

    /// <summary>State shapes by name; all silhouettes differ.</summary>
    public static FrozenDictionary<string, string> States { get; } = new Dictionary<string, string>
    {
        ["ok"] = """<path d="m2 6.400 2.700 2.700L10.200 3.400" stroke-width="1.700"/>""",
        ["risk"] = """<path d="M6 1.800 11 10.400H1z"/>""",
        ["likely"] = """<path d="M6 1.500 11.300 10.700H.7z" fill="currentColor"/>""",
        ["exhausted"] = """<rect x="1.500" y="1.500" width="9" height="9" rx="1" fill="currentColor"/>""",
        ["overage"] = """<circle cx="6" cy="6" r="4.700"/><path d="M6 3.800v4.400M3.800 6h4.400"/>""",
        ["unclaimed"] = """<circle cx="6" cy="6" r="4.500" stroke-dasharray="2.200 1.900"/>""",
        ["idle"] = """<circle cx="6" cy="6" r="4.500"/>""",
        ["ineligible"] = """<circle cx="6" cy="6" r="4.500"/><path d="m2.900 9.100 6.200-6.200"/>""",
        ["paused"] = """<path d="M4 2.500v7M8 2.500v7" stroke-width="2"/>""",
        ["stale"] = """<circle cx="6" cy="6" r="4.500"/><path d="M6 3.400V6l1.800 1.300"/>""",
        ["failed"] = """<path d="m2.500 2.500 7 7M9.500 2.500l-7 7" stroke-width="1.700"/>""",
        ["running"] = """<path d="M10.500 6A4.500 4.500 0 1 1 6 1.500" stroke-width="1.700"/>""",
        ["lock"] = """<rect x="2.500" y="5" width="7" height="5.500" rx="1" fill="currentColor"/><path d="M4 5V3.700a2 2 0 0 1 4 0V5"/>""",
        ["open"] = """<circle cx="6" cy="6" r="4.500"/><circle cx="6" cy="6" r="1.500" fill="currentColor" stroke="none"/>""",
        ["capped"] = """<circle cx="6" cy="6" r="4.700"/><path d="M3.800 6h4.400"/>""",
    }.ToFrozenDictionary();
}
