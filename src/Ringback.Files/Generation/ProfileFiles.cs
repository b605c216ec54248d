using System.Globalization;
using System.Text;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Catalogue.Tables;
using Ringback.Files.Profiles;

namespace Ringback.Files.Generation;

/// <summary>
/// The compiled profile of a 7902, 7905, 7912 or ATA (sources.md other-phones §1.3–§1.6; the meaning of the values
/// is in the sample profile of the 7912's SIP 8.0 package).
/// </summary>
internal sealed class ProfileFiles
{
    private readonly ConfigurationDraft _draft;
    private readonly PhoneSettings _settings;
    private readonly string[] _row;
    private readonly List<(string Name, string Value)> _lines = [];

    private ProfileFiles(ConfigurationDraft draft)
    {
        _draft = draft;
        _settings = draft.Settings;
        _row = EmbeddedTable.Rows(typeof(FirmwareFamilies), "profile-phones.txt")
            .First(r => r[0] == draft.Model.FirmwareFamily);
    }

    internal static void Write(ConfigurationDraft draft)
    {
        ProfileFiles files = new(draft);
        files.Upgrade();
        bool ata = files._row[0] == "ata";
        if (ata) files.NothingElse();
        else if (draft.Settings.PhonePassword is { } password) files.Put("UIPassword", password);
        if (!ata && draft.Request.TakesNetworkByDhcp) files.Network();
        if (!ata && draft.Protocol is PhoneProtocol.Sip) files.Sip();
        files.Compile();
        if (ata) return;
        if (draft.Protocol is PhoneProtocol.Sccp)
        {
            SepFile.Write(draft, draft.Load);
            draft.LoadInDefaultXml = draft.Load;
        }
        else if (draft.Request.ServesBothProtocols)
        {
            // An SCCP load still reads these, and a load in them would call the phone back (§1.4).
            SepFile.Write(draft, "");
            draft.LoadInDefaultXml = "";
        }
    }

    private void Upgrade()
    {
        ProfileUpgrade upgrade = _draft.Request.Upgrade
            ?? new ProfileUpgrade(DayId(), _draft.Load + _row[4]);
        Put("upgradecode", string.Create(CultureInfo.InvariantCulture,
            $"3,{_row[1]},{_row[2]},0.0.0.0,69,0x{upgrade.ImageId:x7},{upgrade.File}"));
    }

    /// <summary>The day in the image's name as hexadecimal digits, as Cisco writes it (§1.4).</summary>
    private uint DayId() => _draft.Request.Load.Image is { Built: { } day } image
        && uint.TryParse($"{day:yyMMdd}{image.Build}", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
            out uint id) ? id : 1;

    private void NothingElse() => _draft.Note("server",
        "An ATA has tags of its own, which come with its package, so the profile names the image and nothing else.",
        "Write the rest as text and compile it with: ringback profile compile --tags ptag.dat");

    private void Network()
    {
        Put("Dhcp", "1");
        Put("UseTftp", "1");
    }

    private void Sip()
    {
        if (_settings.Server is not { } server) return;
        PhoneLine line = _draft.Lines[0];
        CallServer own = line.Server ?? server;
        Put("Proxy", own.Host);
        // SIPPort is the phone's own port; only the outbound proxy takes the server's.
        if (own.SipPort != 5060)
            Put("OutBoundProxy", string.Create(CultureInfo.InvariantCulture, $"{own.Host}:{own.SipPort}"));
        Put("SIPRegOn", "1");
        Put("UID", line.Name);
        if (line.Password is { } password) Put("PWD", password);
        if (line.AuthName is { } login && login != line.Name)
        {
            Put("LoginID", login);
            Put("UseLoginID", "1");
        }

        Put("DisplayName", line.DisplayName ?? line.Name);
        Put("ShortName", line.Label ?? line.Name);
        Calls();
        Clock();
    }

    private void Calls()
    {
        if (_settings.VoicemailNumber is { } voicemail) Put("VoiceMailNumber", voicemail);
        if (_settings.Codec is { } codec)
        {
            string number = codec switch { PhoneCodec.G711Alaw => "1", PhoneCodec.G711Ulaw => "2", _ => "3" };
            Put("RxCodec", number);
            Put("TxCodec", number);
        }

        if (_settings.Dtmf is { } dtmf)
        {
            // Bits 4 and 5; bit 0, silence suppression, stays as the phone has it by default.
            Put("AudioMode", dtmf switch
            {
                DtmfMode.InBand => "0x01",
                DtmfMode.OutOfBand => "0x11",
                _ => "0x21",
            });
        }

        if (_settings.ServicesUrl is { } services) Put("ServicesUrl", services);
        if (_settings.DirectoryUrl is { } directory) Put("DirectoriesUrl", directory);
    }

    private void Clock()
    {
        if (_settings.TimeZone is { } name && TimeZones.Find(name) is { } zone)
        {
            Put("TimeZone", zone.ProfileCode.ToString(CultureInfo.InvariantCulture));
            if (zone.Summer is not SummerTime.None)
            {
                _draft.Warn("timeZone", $"A {_draft.Model.Model} knows no summer time: half the year its clock is an "
                    + $"hour behind in {zone.Name}.", "Name another zone in summer, or live with it.");
            }
        }

        if (_settings.NtpServer is { } ntp) Put("NTPIP", ntp);
        if (_settings.Clock24 is { } clock) Put("TimeFormat", clock ? "H:i" : "h:ia");
        if (PhoneDate.For(_draft) is { } date) Put("DateFormat", date.ProfileForm());
    }

    private void Compile()
    {
        string name = _draft.Model.ProfilePrefix!.Value + _draft.Mac.ToLowerInvariant();
        StringBuilder text = new("#txt\n");
        foreach ((string setting, string value) in _lines) text.Append(setting).Append(':').Append(value).Append('\n');
        ProfileText read = ProfileText.Read(name, Encoding.ASCII.GetBytes(text.ToString()), _ => null);
        ProfileCompilation compiled = ProfileCompiler.Compile(read, ProfileTags.BuiltIn, name + ".ex");
        foreach (Problem error in compiled.Errors)
        {
            string setting = read.Settings.FirstOrDefault(s => s.Line == error.Place?.Line)?.Name ?? "profile";
            _draft.Error(FieldOf(setting), $"The profile cannot hold it: {error.Message}.", "Correct the value.");
        }

        if (compiled.Errors.Count > 0) return;
        _draft.Add(name, CompiledProfile.Write(compiled.Entries), "is the phone's profile: it names the image"
            + (_draft.Protocol is PhoneProtocol.Sip && _row[0] != "ata" ? " and holds the settings" : ""));
        if (compiled.Extended is { } extended)
            _draft.Add(name + ".ex", CompiledProfile.Write(extended), "is the second part of the profile");
    }

    private void Put(string name, string value) => _lines.Add((name, value));

    private static string FieldOf(string setting) => setting switch
    {
        "UIPassword" => "phonePassword",
        "Proxy" or "OutBoundProxy" => "server",
        "UID" => "lines[1].name",
        "PWD" => "lines[1].password",
        "LoginID" => "lines[1].authName",
        "DisplayName" => "lines[1].displayName",
        "ShortName" => "lines[1].label",
        "VoiceMailNumber" => "voicemail",
        "ServicesUrl" => "servicesUrl",
        "DirectoriesUrl" => "directoryUrl",
        "NTPIP" => "ntpServer",
        _ => setting,
    };
}
