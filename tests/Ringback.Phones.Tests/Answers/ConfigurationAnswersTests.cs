using System.Text;
using Ringback.Phones.Answers;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Files.Tests.Firmware;

namespace Ringback.Phones.Tests.Answers;

public sealed class ConfigurationAnswersTests
{
    private const string Sep = "SEP000E84C060A6.cnf.xml";
    private const string Sip = "SIP000E84C060A6.cnf";

    /// <summary>Every file that can tell a phone its load, but <c>OS79XX.TXT</c>.</summary>
    public static TheoryData<string> Files { get; } =
        [Sep, Sip, "MGC000E84C060A6.cnf", "XMLDefault.cnf.xml", "SIPDefault.cnf", "MGCDefault.cnf"];

    [Theory]
    [InlineData("# mine\r\nimage_version: ", "P0S3-07-4-00", "\r\nline1_name: \"caf\u00E9\" ; yes\r\n")]
    [InlineData("image_version : \"", "P0S3-07-4-00", "\" ; the load")]
    [InlineData("Image_Version:", "P0S3-07-4-00", "\n\n\n")]
    [InlineData("a: b\rimage_version: \"", "P0S3-07-4-00 ", "\";\rc: d\r")]
    public void A_configuration_keeps_every_byte_but_the_load(string before, string load, string after) =>
        Assert.Equal(before + "P0S3-8-12-00" + after, Universal("SIPDefault.cnf", before + load + after)
            .Text("SIPDefault.cnf"));

    [Theory]
    [InlineData("<device>\r\n <loadInformation model=\"IP Phone 7960\">", "P00308000500",
        "</loadInformation>\r\n <x>\u00E9</x></device>")]
    [InlineData("<device><!-- <loadInformation>no</loadInformation> --><loadInformation>", " P00308000500\r\n ",
        "</loadInformation></device>\r\n\r\n")]
    [InlineData("<device><loadInformation>", "", "</loadInformation></device>")]
    public void An_XML_configuration_keeps_every_byte_but_the_load(string before, string load, string after) =>
        Assert.Equal(before + "P0S3-8-12-00" + after, Universal(Sep, before + load + after).Text(Sep));

    [Fact]
    public void The_load_of_an_add_on_module_is_left_alone() => Assert.Equal(
        "<device><addOnModules><addOnModule idx=\"1\"><loadInformation>S00105000400</loadInformation></addOnModule>"
            + "</addOnModules><loadInformation>P0S3-8-12-00</loadInformation></device>",
        Universal(Sep, "<device><addOnModules><addOnModule idx=\"1\"><loadInformation>S00105000400</loadInformation>"
            + "</addOnModule></addOnModules><loadInformation>A</loadInformation></device>").Text(Sep));

    [Fact]
    public void A_web_page_in_place_of_a_configuration_is_replaced_and_told()
    {
        Question question = Universal(Sep, "<html><body>404</body></html>");
        Assert.StartsWith("<device>", question.Text(Sep), StringComparison.Ordinal);
        Assert.Contains("<html>", question.Get(Sep).Because);
    }

    [Fact]
    public void A_file_that_sends_the_phone_elsewhere_is_told() => Assert.Contains("10.0.0.5",
        Universal("SIPDefault.cnf", "image_version: A\nproxy1_address: \"10.0.0.5\"\n").Get("SIPDefault.cnf").Because);

    [Fact]
    public void The_plain_element_of_a_default_file_is_replaced_too() => Assert.DoesNotContain("OLD",
        Universal("XMLDefault.cnf.xml", "<Default><loadInformation model=\"x\">OLD</loadInformation></Default>")
            .Text("XMLDefault.cnf.xml"));

    [Fact]
    public void Both_models_loads_are_replaced_in_the_default_file() => Assert.Equal(
        "<Default><loadInformation8>P0S3-8-12-00</loadInformation8><loadInformation7 model=\"x\">P0S3-8-12-00"
            + "</loadInformation7><loadInformation6>P001</loadInformation6></Default>",
        Universal("XMLDefault.cnf.xml", "<Default><loadInformation8>A</loadInformation8><loadInformation7 model=\"x\">"
            + "B</loadInformation7><loadInformation6>P001</loadInformation6></Default>").Text("XMLDefault.cnf.xml"));

    [Fact]
    public void A_phones_own_file_in_the_form_of_the_default_file_is_changed_too() => Assert.Equal(
        "<Default><loadInformation7>P0S3-8-12-00</loadInformation7><loadInformation>P0S3-8-12-00</loadInformation>"
            + "</Default>",
        Universal(Sep, "<Default><loadInformation7>P0S3-07-2-00</loadInformation7></Default>").Text(Sep));

    [Fact]
    public void A_default_file_for_one_model_gets_the_load_of_the_other_too() => Assert.Equal(
        "<Default><loadInformation7>P0S3-8-12-00</loadInformation7>"
            + "<loadInformation8>P0S3-8-12-00</loadInformation8></Default>",
        Universal("XMLDefault.cnf.xml", "<Default><loadInformation7>P0S3-07-2-00</loadInformation7></Default>")
            .Text("XMLDefault.cnf.xml"));

    [Fact]
    public void Another_load_than_the_files_is_told_with_the_file_and_both_values()
    {
        LoadValueReplaced told = Universal("SIPDefault.cnf", "a: b\nimage_version: P0S3-07-4-00\n")
            .Note<LoadValueReplaced>("SIPDefault.cnf");
        Assert.Equal(("SIPDefault.cnf", "image_version", "P0S3-07-4-00", "P0S3-8-12-00"),
            (told.File, told.Key, told.From, told.To));
        Assert.Contains("line 2", told.Because);
    }

    [Fact]
    public void A_file_that_names_the_load_already_is_served_as_it_is_and_nothing_is_told()
    {
        Question question = Universal("SIPDefault.cnf", "image_version: P0S3-8-12-00 ; mine\r\n");
        Assert.Equal("image_version: P0S3-8-12-00 ; mine\r\n", question.Text("SIPDefault.cnf"));
        Assert.Empty(question.Ask("SIPDefault.cnf").Notes);
    }

    [Theory]
    [InlineData("a: b\r\nc: d\r\n", "a: b\r\nc: d\r\nimage_version: \"P0S3-8-12-00\"\r\n")]
    [InlineData("a: b", "a: b\nimage_version: \"P0S3-8-12-00\"\n")]
    [InlineData("#image_version: P0S3-07-4-00\n", "#image_version: P0S3-07-4-00\nimage_version: \"P0S3-8-12-00\"\n")]
    public void A_default_file_without_a_load_gets_one_at_its_end(string onDisk, string served) =>
        Assert.Equal(served, Universal("SIPDefault.cnf", onDisk).Text("SIPDefault.cnf"));

    [Fact]
    public void A_phones_own_file_may_leave_the_load_to_the_default_file() =>
        Assert.Equal("line1_name: 100\r\n", Universal(Sip, "line1_name: 100\r\n").Text(Sip));

    [Fact]
    public void An_XML_file_without_a_load_gets_the_element_before_its_end() => Assert.Equal(
        "<device>\r\n  <a>1</a>\r\n  <loadInformation>P0S3-8-12-00</loadInformation>\r\n</device>\r\n",
        Universal(Sep, "<device>\r\n  <a>1</a>\r\n</device>\r\n").Text(Sep));

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n")]
    [InlineData("\0")]
    [InlineData("<device>")]
    [InlineData("\u00EF\u00BB\u00BF")]
    [InlineData("not XML at all")]
    public void An_XML_file_that_would_stop_the_phone_is_replaced_and_the_reason_told(string onDisk)
    {
        Serve serve = Universal(Sep, onDisk).Get(Sep);
        Assert.Contains("<loadInformation>P0S3-8-12-00</loadInformation>", TextOf(serve));
        Assert.Contains(Sep, serve.Because);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void An_early_phone_reads_the_loaders_name_in_every_file(string name) =>
        Assert.Equal("P003-8-12-00",
            new Question(Shelf()) { Goal = "sip" }.As(BootCode.Early).Get(name).NamesLoad);

    [Theory]
    [MemberData(nameof(Files))]
    public void A_universal_phone_reads_the_targets_name_in_every_file(string name) => Assert.Contains("P0S3-8-12-00",
        TextOf(new Question(Shelf()) { Goal = "sip" }.As(BootCode.Universal).Get(name)));

    [Theory]
    [MemberData(nameof(Files))]
    public void The_loaders_name_stands_in_the_bytes_of_every_file_for_an_early_phone(string name) =>
        Assert.Contains("P003-8-12-00", TextOf(new Question(Shelf()) { Goal = "sip" }.As(BootCode.Early).Get(name)));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_users_file_names_the_loader_to_an_early_phone(string name)
    {
        string mine = name.EndsWith(".xml", StringComparison.Ordinal)
            ? "<device><loadInformation>P0S3-07-4-00</loadInformation></device>"
            : "image_version: P0S3-07-4-00\n";
        Question question = new(Shelf().Root(name, mine)) { Goal = "sip" };
        Assert.Contains("P003-8-12-00", question.As(BootCode.Early).Text(name));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Without_a_goal_the_users_file_is_served_byte_for_byte(string name)
    {
        const string mine = "<loadInformation>X</loadInformation>\r\nimage_version: P0S3-07-4-00 \u00E9\0\n\n";
        Assert.Equal(mine, new Question(new MemoryShelf().Root(name, mine)).Text(name));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Without_a_goal_nothing_is_made_up(string name) =>
        Assert.IsType<NotHere>(new Question(Shelf()).Ask(name));

    [Fact]
    public void An_SCCP_phone_is_sent_to_our_address_and_port()
    {
        string text = new Question(new MemoryShelf().Library(SamplePackages.Sccp812)) { Goal = "sccp" }.Text(Sep);
        Assert.Contains("<processNodeName>192.0.2.1</processNodeName>", text);
        Assert.Contains("<ethernetPhonePort>12000</ethernetPhonePort>", text);
    }

    [Fact]
    public void A_SIP_phone_is_sent_to_our_address_and_port()
    {
        string text = new Question(Shelf()) { Goal = "sip" }.Text(Sip);
        Assert.Contains("proxy1_address: \"192.0.2.1\"", text);
        Assert.Contains("proxy1_port: \"15060\"", text);
    }

    [Fact]
    public void A_password_that_is_set_is_told() => Assert.Contains("password",
        new Question(Shelf()) { Goal = "sip" }.Get(Sip).Because);

    [Theory]
    [InlineData("SEP000E84C060A6.cnf")]
    [InlineData("SEPDEFAULT.cnf")]
    public void The_oldest_form_of_file_is_never_made_up(string name) =>
        Assert.IsType<NotHere>(new Question(Shelf()) { Goal = "sip" }.Ask(name));

    [Fact]
    public void Every_answer_says_why() => Assert.All(Files, row =>
    {
        Assert.NotEmpty(new Question(Shelf()).Ask((string)row.Data).Because);
        Assert.NotEmpty(new Question(Shelf()) { Goal = "sip" }.Ask((string)row.Data).Because);
    });

    private static MemoryShelf Shelf() => new MemoryShelf().Library(SamplePackages.Sip812);

    private static Question Universal(string name, string onDisk) =>
        new Question(Shelf().Root(name, onDisk)) { Goal = "sip" }.As(BootCode.Universal);

    private static string TextOf(Serve serve) =>
        Encoding.Latin1.GetString(Assert.IsType<MadeContent>(serve.Content).Bytes.Span);
}
