"""The model beside sourced figures: facts, quantities, targets, verdicts, the fit."""
