using System.Globalization;
using System.Text;
using CsvHelper;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Generation;
using Ringback.Workbench.Fleet.Exports;

namespace Ringback.Workbench.Tests.Fleet.Exports;

/// <summary>
/// The call server's side, read back: no Asterisk, chan-sccp or FreePBX runs here, so what they would make of it is not
/// proved by these tests.
/// </summary>
public sealed class CallServerExportTests
{
    private const string Sip = "P0S3-8-12-00";
    private const string JavaSip = "SIP41.9-4-2SR3-1S";

    [Fact]
    public void Each_line_has_an_endpoint_an_auth_and_an_aor()
    {
        Dictionary<string, string>[] sections = [.. Sections(Text(CallServerKind.Pjsip, Phone("7960", Sip,
            new PhoneLine("201") { AuthName = "u201", Password = "a;b", DisplayName = "Front desk" })))];
        Assert.Equal(["endpoint", "auth", "aor"], sections.Select(s => s["type"]));
        Assert.All(sections, s => Assert.Equal("201", s[""]));
        Assert.Equal(("transport-udp", "\"Front desk\" <201>", "201", "201"),
            (sections[0]["transport"], sections[0]["callerid"], sections[0]["aors"], sections[0]["auth"]));
        Assert.Equal(("userpass", "u201", "a;b"),
            (sections[1]["auth_type"], sections[1]["username"], sections[1]["password"]));
        Assert.Equal("1", sections[2]["max_contacts"]);
    }

    [Theory]
    [InlineData(CallServerKind.Pjsip, "7961G", JavaSip)]
    [InlineData(CallServerKind.ChanSccp, "7961G", "SCCP41.9-4-2SR3-1S")]
    [InlineData(CallServerKind.FreePbx, "7961G", JavaSip)]
    public void No_text_of_a_phone_begins_a_section(CallServerKind kind, string model, string load)
    {
        const string evil = "a\n[forged]\r\nsecret=1\t";
        ConfigurationRequest phone = Phone(model, load, new PhoneLine("201")
        {
            AuthName = kind is CallServerKind.FreePbx ? "201" : evil, Password = "p", DisplayName = "d", Label = "l",
        });
        phone = phone with
        {
            Settings = phone.Settings with { Label = evil, SpeedDials = [new SpeedDial(evil, evil)] },
        };

        ConfigurationSet set = CallServerExport.Of(kind, [phone]);
        Assert.All(set.Files, file => Assert.DoesNotContain(
            Encoding.UTF8.GetString(file.Content.Span).Split('\n', '\r'), line => line.StartsWith("[forged]")));

        // The phone's own file would take it, so the whole is refused before anything is written.
        Assert.False(PhoneConfiguration.Files(phone).IsUsable);
    }

    [Fact]
    public void Answers_to_a_7960_go_where_it_says()
    {
        Assert.Equal("no", Sections(Text(CallServerKind.Pjsip, Phone("7960", Sip, new PhoneLine("201"))))
            [0]["force_rport"]);
        Assert.False(Sections(Text(CallServerKind.Pjsip, Phone("7961G", JavaSip, new PhoneLine("201"))))
            [0].ContainsKey("force_rport"));
    }

    [Fact]
    public void The_export_registers_with_what_the_phones_file_says()
    {
        ConfigurationRequest phone = Phone("7960", Sip);
        CnfText file = CnfText.Read(PhoneConfiguration.Files(phone).Find($"SIP{phone.Mac}.cnf")!.Content);
        Dictionary<string, string>[] sections = [.. Sections(Text(CallServerKind.Pjsip, phone))];
        Assert.Equal(file.Value("line1_name"), sections[0][""]);
        Assert.Equal(file.Value("line1_authname"), sections[1]["username"]);
        Assert.Equal(file.Value("line1_password"), sections[1]["password"]);
    }

    [Fact]
    public void A_line_without_a_password_has_no_auth_and_is_warned_of()
    {
        ConfigurationSet set = CallServerExport.Of(CallServerKind.Pjsip, [Phone("7960", Sip, new PhoneLine("201"))]);
        Assert.Equal([ProblemSeverity.Warning], set.Problems.Select(p => p.Severity));
        Assert.DoesNotContain("auth", Encoding.UTF8.GetString(set.Files[0].Content.Span), StringComparison.Ordinal);
        Assert.False(CallServerExport.Of(CallServerKind.FreePbx, [Phone("7960", Sip, new PhoneLine("201"))]).IsUsable);
    }

    [Fact]
    public void A_line_of_two_phones_is_there_once_with_room_for_both()
    {
        PhoneLine line = new("201") { Password = "p" };
        Dictionary<string, string>[] sections =
            [.. Sections(Text(CallServerKind.Pjsip, Phone("7960", Sip, line), Phone("7961G", JavaSip, line)))];
        Assert.Equal(3, sections.Length);
        Assert.Equal("2", sections[2]["max_contacts"]);
    }

    [Fact]
    public void Two_passwords_for_one_line_are_an_error() => Assert.False(CallServerExport.Of(CallServerKind.Pjsip,
    [
        Phone("7960", Sip, new PhoneLine("201") { Password = "a" }),
        Phone("7961G", JavaSip, new PhoneLine("201") { Password = "b" }),
    ]).IsUsable);

    [Theory]
    [InlineData("[201]")]
    [InlineData("20 1")]
    [InlineData("201](x")]
    [InlineData("201\npassword = x")]
    public void A_name_that_would_break_a_section_is_an_error(string name) => Assert.False(CallServerExport.Of(
        CallServerKind.Pjsip, [Phone("7961G", JavaSip, new PhoneLine(name))]).IsUsable);

    [Fact]
    public void A_text_that_would_break_a_line_is_an_error() => Assert.False(CallServerExport.Of(CallServerKind.Pjsip,
        [Phone("7961G", JavaSip, new PhoneLine("201") { Password = "x\ncontext = other" })]).IsUsable);

    [Fact]
    public void A_phone_of_the_other_protocol_is_left_out_and_told()
    {
        ConfigurationSet set = CallServerExport.Of(CallServerKind.Pjsip,
            [Phone("7960", "P0030801SR02", new PhoneLine("201"))]);
        Assert.Empty(set.Files);
        Assert.Equal([ProblemSeverity.Warning], set.Problems.Select(p => p.Severity));
        Assert.Empty(CallServerExport.Of(CallServerKind.ChanSccp, [Phone("7960", Sip, new PhoneLine("201"))]).Files);
    }

    [Theory]
    [InlineData("7960G", "P0030801SR02", "7960")]
    [InlineData("7941G-GE", "SCCP41.9-4-2SR3-1S", "7941GE")]
    [InlineData("7912G", "CP7912080004SCCP080108A", "7912")]
    [InlineData("7921G", "CP7921G-1.4.6.3", "7921")]
    [InlineData("6921", "SCCP69xx.9-4-1-3SR3", "6921")]
    [InlineData("ATA 186", "ATA030204SCCP090202A", "ata186")]
    public void A_device_has_its_type_and_its_lines(string model, string load, string type)
    {
        ConfigurationRequest phone = Phone(model, load, new PhoneLine("201") { DisplayName = "Desk" },
            new PhoneLine("202"));
        Dictionary<string, string>[] sections = [.. Sections(Text(CallServerKind.ChanSccp, phone))];
        Assert.Equal(["device", "line", "line"], sections.Select(s => s["type"]));
        Assert.Equal(("SEP" + phone.Mac, type, "line, 201|line, 202"),
            (sections[0][""], sections[0]["devicetype"], sections[0]["button"]));
        Assert.Equal(("201", "Desk", "201"), (sections[1][""], sections[1]["cid_name"], sections[1]["cid_num"]));
    }

    [Fact]
    public void A_device_without_a_line_is_an_error() => Assert.False(
        CallServerExport.Of(CallServerKind.ChanSccp, [Phone("7960", "P0030801SR02")]).IsUsable);

    [Fact]
    public void Freepbx_gets_a_row_for_each_number()
    {
        string text = Text(CallServerKind.FreePbx,
            Phone("7960", Sip, new PhoneLine("0201") { Password = "a,\"b", DisplayName = "Jürgen, desk" }),
            Phone("7961G", JavaSip, new PhoneLine("202") { Password = "p" }));
        using CsvReader csv = new(new StringReader(text), CultureInfo.InvariantCulture);
        Assert.True(csv.Read() && csv.ReadHeader());
        Assert.Equal(["extension", "name", "tech", "secret"],
            csv.HeaderRecord!.Intersect(["extension", "name", "tech", "secret"]));
        Assert.True(csv.Read());
        Assert.Equal(("0201", "Jürgen, desk", "pjsip", "a,\"b", "no"), (csv["extension"], csv["name"], csv["tech"],
            csv["secret"], csv["force_rport"]));
        Assert.True(csv.Read());
        Assert.Equal(("202", "yes"), (csv["extension"], csv["force_rport"]));
        Assert.False(csv.Read());
    }

    [Fact]
    public void Freepbx_wants_numbers_and_registers_by_them()
    {
        Assert.False(CallServerExport.Of(CallServerKind.FreePbx,
            [Phone("7960", Sip, new PhoneLine("desk") { Password = "p" })]).IsUsable);
        Assert.False(CallServerExport.Of(CallServerKind.FreePbx,
            [Phone("7960", Sip, new PhoneLine("201") { AuthName = "other", Password = "p" })]).IsUsable);
    }

    private static string Text(CallServerKind kind, params ConfigurationRequest[] phones)
    {
        ConfigurationSet set = CallServerExport.Of(kind, phones);
        Assert.True(set.IsUsable, string.Join('\n', set.Problems));
        return Encoding.UTF8.GetString(Assert.Single(set.Files).Content.Span);
    }

    private static ConfigurationRequest Phone(string model, string load, params PhoneLine[] lines)
    {
        PhoneModel known = PhoneCatalogue.BuiltIn.Find(model)!;
        Assert.True(Load.TryParse(load, known.FirmwareFamily, out Load? read, out _));
        return new ConfigurationRequest(known, read, MacAddress.Parse("000E84C060A6"),
            new PhoneSettings { Server = new CallServer("192.0.2.1"), Lines = lines });
    }

    /// <summary>
    /// Sections as Asterisk's reader parts them: brackets, name = value, a semicolon without a backslash begins a
    /// comment. The section's own name is under the empty key; a repeated name is joined.
    /// </summary>
    private static List<Dictionary<string, string>> Sections(string text)
    {
        List<Dictionary<string, string>> sections = [];
        foreach (string raw in text.Split('\n'))
        {
            string line = raw.Replace("\\;", "\0", StringComparison.Ordinal).Split(';')[0].Replace('\0', ';').Trim();
            if (line.Length == 0) continue;
            if (line[0] == '[')
            {
                Assert.EndsWith("]", line, StringComparison.Ordinal);
                sections.Add(new Dictionary<string, string> { [""] = line[1..^1] });
                continue;
            }

            int equals = line.IndexOf('=', StringComparison.Ordinal);
            Assert.True(equals > 0 && line[equals + 1] != '>', line);
            (string name, string value) = (line[..equals].Trim(), line[(equals + 1)..].Trim());
            sections[^1][name] = sections[^1].TryGetValue(name, out string? before) ? $"{before}|{value}" : value;
        }

        return sections;
    }
}
