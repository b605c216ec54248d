namespace Ringback.Files.Generation;

/// <summary>
/// <c>MGCDefault.cnf</c> and <c>MGC&lt;MAC&gt;.cnf</c>: of their keys only the load is known (sources.md 7940-7960
/// §6.4).
/// </summary>
internal static class MgcCnfFiles
{
    internal static void Write(ConfigurationDraft draft)
    {
        string text = SipCnfFiles.Text([("image_version", draft.Load)]);
        draft.Add("MGCDefault.cnf", text, "names the load for every MGCP phone");
        draft.Add($"MGC{draft.Mac}.cnf", text, "names the load for this phone");
        draft.Note("server", "Of an MGCP load's keys only the load is known, so nothing else is written.",
            "Set the call agent and the rest at the phone, by DHCP or by the call agent.");
    }
}
