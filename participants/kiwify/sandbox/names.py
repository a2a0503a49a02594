"""The lists the sandbox's people are named from. Written for this project; nobody real is meant."""

MEN = """
João José Antônio Francisco Carlos Paulo Pedro Lucas Luiz Marcos Gabriel Rafael Daniel Marcelo Bruno Eduardo
Felipe Rodrigo Manoel Mateus André Fernando Fábio Leonardo Gustavo Guilherme Leandro Tiago Anderson Ricardo
Márcio Sebastião Alexandre Roberto Edson Diego Vítor Sérgio Cláudio Matheus Thiago Geraldo Adriano Luciano
Júlio Renato Vinícius Rogério Samuel Ronaldo Mário Flávio Douglas Igor Davi Jefferson Cícero Caio Léo Raí
Noé Ítalo Otávio Inácio
""".split()

WOMEN = """
Ana Maria Juliana Fernanda Patrícia Aline Sandra Camila Amanda Bruna Jéssica Letícia Júlia Luciana Vanessa
Mariana Gabriela Vera Vitória Larissa Cláudia Beatriz Luana Rita Sônia Renata Eliane Josefa Simone Natália
Cristiane Carla Débora Rosângela Jaqueline Rosa Daniela Aparecida Marlene Terezinha Raimunda Andréa Fabiana
Lúcia Raquel Ângela Rafaela Joana Luzia Elaine Daiane Alice Tânia Íris Ester Conceição Iracema Jussara
Eunice Heloísa Cecília Lívia Bia
""".split()

SURNAMES = """
Silva Santos Oliveira Souza Sousa Rodrigues Ferreira Alves Pereira Lima Gomes Ribeiro Carvalho Almeida Lopes
Soares Fernandes Vieira Barbosa Rocha Dias Nascimento Andrade Moreira Nunes Marques Machado Mendes Freitas
Cardoso Ramos Gonçalves Santana Teixeira Araújo Pinto Correia Corrêa Cavalcante Cavalcanti Castro Campos
Moura Borges Reis Melo Cunha Azevedo Batista Medeiros Monteiro Moraes Morais Fonseca Duarte Coelho Siqueira
Farias Brito Bezerra Miranda Pires Rezende Guimarães Leite Magalhães Assunção Simões Galvão Falcão Brandão
Aragão Leão Durão Paixão Assis Macedo Nogueira Pacheco Peixoto Figueiredo Toledo Tavares Queiroz Queirós
Quintão Vasconcelos Valença Valadão Xavier Ximenes Aguiar Arruda Amaral Amorim Antunes Bastos Bittencourt
Braga Bueno Camargo Chaves Coutinho Dantas Diniz Drummond Esteves Évora Franco Furtado Garcia Godói Goulart
Lacerda Maciel Maia Menezes Mota Neves Paiva Pádua Prado Sá Sampaio
""".split()

WITH_PARTICLE = [
    *("da Silva", "da Costa", "da Rocha", "da Cunha", "da Luz", "da Conceição", "da Mata", "da Paz"),
    *("do Nascimento", "do Carmo", "do Vale", "do Prado", "do Amaral", "dos Santos", "dos Reis", "dos Anjos"),
    *("das Neves", "das Graças", "das Chagas", "de Souza", "de Sá", "de Jesus", "de Assis", "de Araújo"),
]

# The names that break naive searches, labels and CSV files.
COMPOUND = [
    "Maria José",
    "José Maria",
    "Maria das Dores",
    "João de Deus",
    "Anne-Marie",
    "Jean-Luc",
    "Ana Luísa",
]
STRAIGHT_APOSTROPHES = ["D'Ávila", "D'Ângelo", "Sant'Anna", "Dall'Agnol", "D'Oliveira", "O'Dwyer"]
CURLY_APOSTROPHES = ["D\N{RIGHT SINGLE QUOTATION MARK}Almeida", "Mont\N{RIGHT SINGLE QUOTATION MARK}Alverne"]
APOSTROPHES = STRAIGHT_APOSTROPHES + CURLY_APOSTROPHES
HYPHENS = ["Castelo-Branco", "Villas-Bôas", "Sá-Nogueira", "Saint-Clair", "Corte-Real", "Monte-Mór"]
FOREIGN_GIVEN = [
    "Øyvind",
    "Łukasz",
    "Jürgen",
    "Bjørn",
    "Günther",
    "Zoë",
    "Åsa",
    "Đorđe",
    "Çağla",
    "Małgorzata",
]
FOREIGN_SURNAMES = [
    "Weiß",
    "Müller",
    "Großmann",
    "Sørensen",
    "Wójcik",
    "Pawłowski",
    "Şahin",
    "Þórsdóttir",
    "Núñez",
]
NICKNAMES = ["Zezé", "Bia", "Chico", "Tatá", "Guga", "Nanda", "Dudu", "Lelê", "Vovó", "Japa", "Tuca", "Cacá"]

COMPANIES = ["lume", "ipe-amarelo", "mare-alta", "tear", "cais-norte", "semente", "ponto-e-linha", "varanda"]
