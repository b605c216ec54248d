using Ringback.Files.Text;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Explaining;

/// <summary>What machines are that are none of these phones, by the names that they ask for.</summary>
internal static class OtherMachines
{
    // Names, or beginnings and ends of them, that makers document for their own phones and that boot loaders ask for.
    private const string Computer = "a computer that starts from the network";
    private const string Router = "a router or switch that looks for its configuration";

    private static readonly (string Part, string What)[] Signs =
    [
        ("y0000000000", "a Yealink phone"), ("yealink", "a Yealink phone"), ("aastra", "an Aastra or Mitel phone"),
        ("mitel", "a Mitel phone"), ("snom", "a Snom phone"), ("gxp", "a Grandstream phone"),
        ("000000000000.cfg", "a Polycom phone"), ("sip.ld", "a Polycom phone"), ("bootrom.ld", "a Polycom phone"),
        ("sip.cfg", "a Polycom phone"), ("46xxsettings", "an Avaya phone"), ("96x1upgrade", "an Avaya phone"),
        ("spa", "a Cisco or Linksys SPA phone, which is of another family"), ("pxelinux", Computer),
        ("grub", Computer), (".efi", Computer), ("undionly", Computer), (".ipxe", Computer), ("bootmgr", Computer),
        (@"boot\", Computer), ("network-confg", Router), ("cisconet.cfg", Router), ("-confg", Router),
    ];

    private const int Named = 3;

    /// <summary>What it seems to be; null when it is not worth a word.</summary>
    internal static string? Why(SeenPhone seen)
    {
        string[] names = [.. seen.Events.OfType<FileAsked>().Select(a => a.Name).Distinct()];
        if (names.Length == 0)
            return seen.Events.Any(e => e is AddressAsked or AddressAnswered) ? "not a Cisco phone: it asked for an "
                + "address and for no file" : null;
        string more = names.Length > Named ? ", …" : "";
        string asked = string.Join(", ", names.Take(Named).Select(VisibleText.Show)) + more;
        string? what = names.Select(WhatAsksFor).FirstOrDefault(w => w is not null);
        return $"not a Cisco phone{(what is null ? "" : $" but {what}")}: it asked for {asked}";
    }

    private static string? WhatAsksFor(string name)
    {
        foreach ((string part, string what) in Signs)
        {
            if (name.Contains(part, StringComparison.OrdinalIgnoreCase)) return what;
        }

        return null;
    }
}
