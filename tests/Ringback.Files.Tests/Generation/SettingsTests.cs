using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Generation;

namespace Ringback.Files.Tests.Generation;

/// <summary>What a phone cannot take is told and never shortened or guessed.</summary>
public sealed class SettingsTests
{
    private const string Sip = "P0S3-8-12-00";
    private const string JavaSip = "SIP41.9-4-2SR3-1S";
    private const string Profile = "CP7912080001SIP060412A";

    private static readonly string X31 = new('x', 31);

    [Fact]
    public void A_load_older_than_xml_is_refused_with_the_reason()
    {
        ConfigurationSet set = PhoneConfiguration.Files(Wanted.Of("7960", "P0030203"));
        Assert.Equal(["to"], set.Errors());
        Assert.Empty(set.Files);
        Assert.Contains("older than XML", set.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_load_with_xml_is_not_refused() =>
        Assert.True(PhoneConfiguration.Files(Wanted.Of("7960", "P00303010000")).IsUsable);

    [Fact]
    public void A_loader_is_no_load() =>
        Assert.Equal(["to"], PhoneConfiguration.Files(Wanted.Of("7960", "P003-8-12-00")).Errors());

    [Theory]
    [InlineData("7960", Sip)]
    [InlineData("7961G", JavaSip)]
    [InlineData("7912G", Profile)]
    public void A_phone_that_must_register_needs_a_server(string model, string load) =>
        Assert.Contains("server", PhoneConfiguration.Files(Wanted.Of(model, load, new PhoneSettings())).Errors());

    [Theory]
    [InlineData("7960", Sip, 31)]
    [InlineData("7961G", JavaSip, 30)]
    [InlineData("7912G", Profile, 31)]
    public void A_line_password_may_be_as_long_as_the_phone_keeps_and_no_longer(string model, string load, int longest)
    {
        Assert.Empty(With(longest).Errors());
        Assert.Equal(["lines[1].password"], With(longest + 1).Errors());

        ConfigurationSet With(int length) => PhoneConfiguration.Files(Wanted.Of(model, load, Wanted.Least with
        {
            Lines = [new PhoneLine("201") { Password = new string('p', length) }],
        }));
    }

    [Fact]
    public void A_phone_password_of_31_is_written_whole_and_one_of_32_is_told()
    {
        Assert.Contains($"phone_password: \"{X31}\"", Files(Sip, s => s with { PhonePassword = X31 })
            .Text("SIP000E84C060A6.cnf"), StringComparison.Ordinal);
        Assert.Equal(["phonePassword"], Files(Sip, s => s with { PhonePassword = X31 + "x" }).Errors());
    }

    [Fact]
    public void A_7912_takes_nine_digits_as_password()
    {
        Assert.Empty(Password("123456789").Errors());
        Assert.Equal(["phonePassword"], Password("1234567890").Errors());
        Assert.Equal(["phonePassword"], Password("cisco").Errors());

        static ConfigurationSet Password(string password) => PhoneConfiguration.Files(
            Wanted.Of("7912G", Profile, Wanted.Least with { PhonePassword = password }));
    }

    [Fact]
    public void A_long_label_of_a_7940_is_written_whole_and_warned_of()
    {
        ConfigurationSet set = Files(Sip, s => s with { Label = "Reception desk" });
        Assert.Equal(["label"], set.Warnings());
        Assert.Contains("phone_label: \"Reception desk\"", set.Text("SIP000E84C060A6.cnf"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Reception desk")]
    [InlineData("Front desk")]
    public void A_java_phones_label_is_short_and_has_no_blanks(string label) => Assert.Contains("label",
        PhoneConfiguration.Files(Wanted.Of("7961G", JavaSip, Wanted.Least with { Label = label })).Errors());

    [Theory]
    [InlineData("7940", 2, true)]
    [InlineData("7960", 6, true)]
    [InlineData("7960", 7, false)]
    public void A_phone_has_as_many_lines_as_keys(string model, int lines, bool fit)
    {
        ConfigurationSet set = PhoneConfiguration.Files(Wanted.Of(model, Sip, Wanted.Least with
        {
            Lines = [.. Enumerable.Range(201, lines).Select(n => new PhoneLine($"{n}"))],
        }));
        Assert.Equal(fit ? [] : ["lines"], set.Errors());
    }

    [Theory]
    [InlineData("D-M-YY", "dateFormat")]
    [InlineData("D/M/Y", null)]
    [InlineData(null, "speedDials")]
    public void What_a_sip_7960_passes_over_in_a_file_is_left_out_and_said(string? date, string? leftOut)
    {
        ConfigurationSet set = PhoneConfiguration.Files(Wanted.Of("7960", Sip, Wanted.Least with
        {
            DateFormat = date, SpeedDials = date is null ? [new SpeedDial("300", "Dial")] : [],
        }));
        Assert.Equal(leftOut is null ? [] : [leftOut],
            set.Problems.Where(p => p.Code == ProblemCode.SettingLeftOut).Select(p => p.Place?.Setting));
        string file = set.Text("SIP000E84C060A6.cnf");
        Assert.DoesNotContain("speed_", file, StringComparison.Ordinal);
        Assert.Equal(leftOut is null, file.Contains("date_format", StringComparison.Ordinal));
    }

    [Fact]
    public void A_7912_has_one_line() => Assert.Equal(["lines"], PhoneConfiguration.Files(Wanted.Of("7912G", Profile,
        Wanted.Least with { Lines = [new PhoneLine("201"), new PhoneLine("202")] })).Errors());

    [Fact]
    public void Keys_that_only_8_12_has_are_left_out_of_7_5()
    {
        PhoneSettings settings = Wanted.Least with { Lines = [new PhoneLine("201") { Contact = "c" }] };
        ConfigurationSet newer = PhoneConfiguration.Files(Wanted.Of("7960", Sip, settings));
        ConfigurationSet older = PhoneConfiguration.Files(Wanted.Of("7960", "P0S3-07-5-00", settings));
        Assert.Contains("line1_contact", newer.Text("SIP000E84C060A6.cnf"), StringComparison.Ordinal);
        Assert.DoesNotContain("line1_contact", older.Text("SIP000E84C060A6.cnf"), StringComparison.Ordinal);
        Assert.Equal(["lines[1].contact"], older.Warnings());
    }

    [Theory]
    [InlineData("7960", Sip)]
    [InlineData("7912G", Profile)]
    public void Letters_that_a_file_cannot_hold_are_told(string model, string load) => Assert.Equal(
        ["lines[1].displayName"], PhoneConfiguration.Files(Wanted.Of(model, load, Wanted.Least with
        {
            Lines = [new PhoneLine("201") { DisplayName = "Jürgen" }],
        })).Errors());

    [Fact]
    public void Xml_holds_any_letter_and_escapes_what_it_must()
    {
        ConfigurationSet set = PhoneConfiguration.Files(Wanted.Of("7961G", JavaSip, Wanted.Least with
        {
            Lines = [new PhoneLine("201") { DisplayName = "Jürgen <\"Ed\"> & Söhne", Password = "a&b<c>'\"" }],
        }));
        string file = set.Text("SEP000E84C060A6.cnf.xml");
        Assert.Contains("<displayName>J&#252;rgen &lt;&quot;Ed&quot;&gt; &amp; S&#246;hne</displayName>", file,
            StringComparison.Ordinal);
        Assert.Contains("<authPassword>a&amp;b&lt;c&gt;&apos;&quot;</authPassword>", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 192.0.2.1")]
    [InlineData("192.0.2.1:5060")]
    [InlineData("pbx example")]
    public void A_host_is_a_host(string host) => Assert.Contains("server",
        Files(Sip, s => s with { Server = new CallServer(host) }).Errors());

    [Fact]
    public void A_line_may_have_a_server_of_its_own()
    {
        CnfText file = CnfText.Read(Files(Sip, s => s with
        {
            BackupServers = [new CallServer("192.0.2.2")],
            Lines =
            [
                new PhoneLine("201") { Server = new CallServer("192.0.2.7") { SipPort = 5070 } },
                new PhoneLine("202"),
                new PhoneLine("203") { Server = new CallServer("192.0.2.8") },
            ],
        }).Find("SIP000E84C060A6.cnf")!.Content);
        Assert.Equal(("192.0.2.7", "5070"), (file.Value("proxy1_address"), file.Value("proxy1_port")));
        Assert.Equal(("192.0.2.1", "5060"), (file.Value("proxy2_address"), file.Value("proxy2_port")));
        Assert.Equal("192.0.2.8", file.Value("proxy3_address"));
        Assert.Equal(("192.0.2.2", "5060"), (file.Value("proxy_backup"), file.Value("proxy_backup_port")));
        Assert.Single(file.Values, v => v.Key == "proxy1_address");
    }

    [Theory]
    [InlineData(SipTransport.Tcp, "1")]
    [InlineData(SipTransport.Udp, "2")]
    [InlineData(null, "2")]
    public void A_java_phone_takes_either_transport(SipTransport? transport, string number) => Assert.Contains(
        $"<transportLayerProtocol>{number}</transportLayerProtocol>", PhoneConfiguration.Files(
            Wanted.Of("7961G", JavaSip, Wanted.Least with { Transport = transport })).Text("SEP000E84C060A6.cnf.xml"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("7960", "P0M3-07-7-00")]
    [InlineData("ATA 186", "ATA030204SCCP090202A")]
    public void Where_only_the_load_is_known_one_sentence_says_so(string model, string load)
    {
        ConfigurationSet set = PhoneConfiguration.Files(Wanted.Of(model, load, Wanted.Most));
        Assert.Equal([(ProblemSeverity.Info, "server")], set.Problems.Select(p => (p.Severity, p.Place!.Setting!)));
    }

    [Fact]
    public void What_a_7912_cannot_be_told_is_left_out_and_told()
    {
        ConfigurationSet set = PhoneConfiguration.Files(Wanted.Of("7912G", Profile, Wanted.Most with
        {
            TimeZone = "Asia/Tokyo",
        }));
        Assert.Equal(
        [
            "label", "dialPlan", "softKeysFile", "rings", "webAccess", "settingsAccess", "gratuitousArp", "sshAccess",
            "sshUser", "sshPassword", "spanToPcPort", "locale", "logoUrl", "backupServers",
        ], set.Warnings());
        Assert.True(set.IsUsable);
    }

    [Fact]
    public void All_errors_are_told_at_once()
    {
        ConfigurationSet set = Files(Sip, s => s with
        {
            Server = null, TimeZone = "Europe/Berlim", DateFormat = "tomorrow", Transport = SipTransport.Tcp,
        });
        Assert.Equal(["dateFormat", "server", "timeZone", "transport"], set.Errors().Order());
        Assert.Contains("Europe/Berlin", set.Problems.First(p => p.Place!.Setting! == "timeZone").Advice,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_call_server_tells_an_sccp_phone_is_a_note_and_no_loss()
    {
        ConfigurationSet set = PhoneConfiguration.Files(Wanted.Of("7960", "P0030801SR02", Wanted.Least with
        {
            Lines = [new PhoneLine("201")], TimeZone = "Europe/Berlin",
        }));
        Assert.Equal(["lines", "timeZone"], set.Problems.Where(p => p.Severity is ProblemSeverity.Info)
            .Select(p => p.Place!.Setting!));
        Assert.DoesNotContain("201", PhoneXmlText.Read(set.Files[0].Content).Loads.Select(l => l.Value));
    }

    private static ConfigurationSet Files(string load, Func<PhoneSettings, PhoneSettings> change) =>
        PhoneConfiguration.Files(Wanted.Of("7960", load, change(Wanted.Least)));
}
